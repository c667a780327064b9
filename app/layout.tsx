import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { THEMES } from "@/components/shell/top-bar";
import { THEME_COOKIE } from "@/i18n/config";
import { getViewer } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { isDatabaseAway } from "@/lib/http/away";
import { readFlash } from "@/lib/http/form-flash";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  const name = t("name");
  return { title: { default: name, template: `%s – ${name}` }, description: t("description"), robots: { index: false, follow: false } };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#15191f" },
  ],
};

/** Without its database the frame still stands, so that the page inside can say what is wrong. */
async function viewerIfReachable() {
  try {
    return await getViewer();
  } catch (error) {
    if (isDatabaseAway(error)) return null;
    throw error;
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, viewer, flash] = await Promise.all([getLocale(), cookies(), viewerIfReachable(), readFlash()]);
  const theme = THEMES.find((one) => one === jar.get(THEME_COOKIE)?.value) ?? "system";
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <AppShell viewer={viewer} theme={theme} flash={flash} demoClock={env().DEMO_FILE ? now() : null}>
          {children}
        </AppShell>
      </body>
    </html>
  );
}
