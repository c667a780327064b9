import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { baseURL, demo, origin } from "@/e2e/stage";
import type { Locale } from "@/i18n/config";

export const PERSONAS = ["nobody", "employee", "manager", "officer", "approver", "auditor", "administrator"] as const;
export type Persona = (typeof PERSONAS)[number];

/** How the demonstration's file calls them. */
const ACCOUNTS: Record<Exclude<Persona, "nobody">, RegExp> = {
  employee: /^employee with a duty/i,
  manager: /^manager/i,
  officer: /^security officer/i,
  approver: /^approver/i,
  auditor: /^auditor/i,
  administrator: /^administrator/i,
};

export type Theme = "light" | "dark";

export function accountOf(persona: Exclude<Persona, "nobody">): { email: string; password: string } {
  const account = demo.accounts.find(({ role }) => ACCOUNTS[persona].test(role));
  if (!account) throw new Error(`The demonstration has no ${persona}.`);
  return account;
}

/** A browser in which this persona is signed in, and nothing moves. */
export async function browserOf(browser: Browser, persona: Persona, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...options,
  });
  if (persona === "nobody") return context;
  const { email } = accountOf(persona);
  const answer = await context.request.post("/api/v1/session/demo", { data: { email }, headers: { origin } });
  expect(answer.ok(), `sign in as ${persona}: ${answer.status()}`).toBe(true);
  return context;
}

/** As the switches in the top bar leave it. */
export async function setLook(context: BrowserContext, { locale, theme }: { locale: Locale; theme: Theme }): Promise<void> {
  await context.addCookies([
    { name: "locale", value: locale, url: baseURL },
    { name: "theme", value: theme, url: baseURL },
  ]);
}

/** After two frames every change of style is on the screen; before, colours may be on their way. */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

/** What the browser complains of from now on, in words. Only the page's own status may be an error: some are asked for what is not there. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" || message.location().url === page.url()) return;
    complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  return complaints;
}

/** Lines in which the server says that a sentence is missing or cannot be put together. */
export function brokenSentences(): string[] {
  const log = join(dirname(process.env.DEMO_FILE ?? ".data/demo/demo.json"), "server.log");
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /MISSING_MESSAGE|INVALID_MESSAGE|FORMATTING_ERROR|INVALID_KEY/.test(line));
}
