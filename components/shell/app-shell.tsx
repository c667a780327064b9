import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CloseMenus } from "@/components/shell/close-menus";
import { FoldIcon, PlaceIcon } from "@/components/shell/icons";
import { placesFor } from "@/components/shell/navigation";
import { PlaceLinks } from "@/components/shell/place-links";
import { type Theme, TopBar } from "@/components/shell/top-bar";
import { Announcement } from "@/components/ui/announcement";
import { Flash } from "@/components/ui/flash";
import { GlyphSheet } from "@/components/ui/glyph";
import { When } from "@/components/ui/when";
import type { Viewer } from "@/lib/auth/viewer";
import type { Flash as LeftFlash } from "@/lib/http/form-flash";

type Props = {
  /** null: nobody has signed in. */
  viewer: Viewer | null;
  theme: Theme;
  flash: LeftFlash | null;
  /** What the clock of the demonstration reads; null outside of it. */
  demoClock: Date | null;
  children: ReactNode;
};

/** The frame of every page: top bar, the rail for those with more than two places, and `<main>`. */
export function AppShell({ viewer, theme, flash, demoClock, children }: Props) {
  const t = useTranslations("shell");
  const places = viewer
    ? placesFor(viewer).map(({ href, key }) => ({ href, words: t(`places.${key}`), icon: <PlaceIcon place={key} /> }))
    : [];
  return (
    <>
      <GlyphSheet />
      <a href="#main" className="skip">
        {t("skip")}
      </a>
      <TopBar viewer={viewer} theme={theme} places={places} />
      {demoClock && (
        <aside aria-label={t("demoLabel")} className="demo-strip no-print">
          {t.rich("demo", { clock: () => <When at={demoClock} kind="deadline" zone={viewer?.zone ?? "Asia/Shanghai"} /> })}
        </aside>
      )}
      <div className={places.length > 0 ? "shell-body has-rail" : "shell-body"}>
        {places.length > 0 && (
          <nav aria-label={t("navigation")} className="shell-rail">
            <PlaceLinks places={places} />
            <label className="nav-link rail-toggle" title={t("fold")}>
              <input type="checkbox" className="rail-fold sr-only" />
              <FoldIcon />
              <span className="nav-word">{t("fold")}</span>
            </label>
          </nav>
        )}
        <main id="main" tabIndex={-1} className={places.length > 0 ? "shell-main" : "shell-main is-narrow"}>
          <Flash flash={flash} />
          <Announcement />
          {children}
        </main>
      </div>
      <CloseMenus />
    </>
  );
}
