import Form from "next/form";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { BrandMark, MenuIcon, PersonIcon, SearchIcon, ThemeIcon } from "@/components/shell/icons";
import { type PlaceLink, PlaceMenu } from "@/components/shell/place-links";
import { PreferenceForm } from "@/components/shell/preference-form";
import type { Viewer } from "@/lib/auth/viewer";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function TopBar({ viewer, theme, places }: { viewer: Viewer | null; theme: Theme; places: readonly PlaceLink[] }) {
  const t = useTranslations("shell");
  return (
    <header className="shell-bar">
      {places.length > 0 && <PlaceMenu places={places} label={t("menu")} icon={<MenuIcon />} />}
      <Link href="/" prefetch={false} className="brand">
        <BrandMark />
        <span className="brand-word">{t("name")}</span>
      </Link>
      {viewer && <ToolSearch />}
      <div className="ml-auto flex items-center">
        {viewer && (
          <Link href="/tools" prefetch={false} className="switch search-link" aria-label={t("search.label")}>
            <SearchIcon />
          </Link>
        )}
        <LanguageSwitch />
        <ThemeSwitch theme={theme} />
        {viewer && <AccountMenu viewer={viewer} />}
      </div>
    </header>
  );
}

function ToolSearch() {
  const t = useTranslations("shell.search");
  return (
    <search className="shell-search">
      <Form action="/tools" prefetch={false}>
        <label className="relative block">
          <span className="sr-only">{t("label")}</span>
          <span className="search-glyph switch">
            <SearchIcon />
          </span>
          <input type="search" name="q" className="control" placeholder={t("placeholder")} autoComplete="off" />
        </label>
      </Form>
    </search>
  );
}

/** Two languages need no menu: the button names the other one, in its own words. */
function LanguageSwitch() {
  const t = useTranslations("shell.language");
  const other = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <PreferenceForm className="flex">
      <button type="submit" name="locale" value={other} lang={other} className="switch" title={t("switch")}>
        <span className="wide-word">{t("other")}</span>
        <span className="narrow-word">{t("otherShort")}</span>
      </button>
    </PreferenceForm>
  );
}

function ThemeSwitch({ theme }: { theme: Theme }) {
  const t = useTranslations("shell.theme");
  return (
    <details className="menu" name="shell-menu">
      <summary className="switch" aria-label={t("label")} title={t("label")}>
        <ThemeIcon />
      </summary>
      <PreferenceForm className="menu-panel">
        {THEMES.map((one) => (
          <button key={one} type="submit" name="theme" value={one} className="menu-item" aria-pressed={one === theme}>
            <span className="menu-tick" aria-hidden="true">
              {one === theme ? "✓" : ""}
            </span>
            {t(one)}
          </button>
        ))}
      </PreferenceForm>
    </details>
  );
}

function AccountMenu({ viewer }: { viewer: Viewer }) {
  const t = useTranslations("shell.account");
  return (
    <details className="menu" name="shell-menu">
      <summary className="switch gap-2" title={t("label")}>
        <PersonIcon />
        <span className="account-name">{viewer.name}</span>
      </summary>
      <div className="menu-panel">
        <p className="border-b border-line px-2.5 pt-1 pb-2 mb-1">
          <span className="font-semibold">{viewer.name}</span>
          <span className="block text-caption text-ink-2">{viewer.roles.map((role) => t(`roles.${role}`)).join(t("comma"))}</span>
        </p>
        <Link href="/me/devices" prefetch={false} className="menu-item">
          {t("devices")}
        </Link>
        <Link href="/me/requests" prefetch={false} className="menu-item">
          {t("requests")}
        </Link>
        <Link href="/me/sessions" prefetch={false} className="menu-item">
          {t("sessions")}
        </Link>
        <Link href="/about/data" prefetch={false} className="menu-item">
          {t("data")}
        </Link>
        <form action="/api/v1/session/end" method="post" className="mt-1 border-t border-line pt-1">
          <button type="submit" className="menu-item">
            {t("signOut")}
          </button>
        </form>
      </div>
    </details>
  );
}
