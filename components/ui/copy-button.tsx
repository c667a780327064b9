"use client";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";

/** Copies a text. Words come from the page: `label` before, `done` after. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  }
  return (
    <button type="button" className={buttonClass({ size: "small" })} onClick={copy}>
      <span role="status">{isCopied ? done : label}</span>
    </button>
  );
}
