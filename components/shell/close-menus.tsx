"use client";
import { useEffect } from "react";

/** Menus are `<details class="menu">`: they open by themselves. This closes them by Escape or a press elsewhere. */
export function CloseMenus() {
  useEffect(() => {
    const open = () => [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
    const onPress = ({ target }: PointerEvent) => {
      for (const menu of open()) if (target instanceof Node && !menu.contains(target)) menu.open = false;
    };
    const onKey = ({ key, isComposing }: KeyboardEvent) => {
      if (key !== "Escape" || isComposing) return;
      for (const menu of open()) {
        menu.open = false;
        if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  return null;
}
