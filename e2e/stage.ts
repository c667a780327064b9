import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

type Demo = {
  url: string;
  accounts: { role: string; email: string; password: string }[];
  tokens: Record<"officer" | "inventory" | "auditor", string>;
};

const demoFile = process.env.DEMO_FILE ?? ".data/demo/demo.json";
export const demo: Demo = JSON.parse(readFileSync(demoFile, "utf8"));
export const baseURL = process.env.BASE_URL ?? demo.url;
export const origin = new URL(baseURL).origin;

function offsetMs(): number {
  return JSON.parse(readFileSync(process.env.CLOCK_FILE ?? demoFile.replace("demo.json", "clock.json"), "utf8")).offsetMs;
}

/** The clock of the application under test. */
export function clockNow(): Date {
  return new Date(Date.now() + offsetMs());
}

/** Moves that clock; from there it runs on. */
export function moveClock(to: Date): void {
  const file = process.env.CLOCK_FILE ?? demoFile.replace("demo.json", "clock.json");
  const before = statSync(file).mtimeMs;
  writeFileSync(file, JSON.stringify({ offsetMs: to.getTime() - Date.now() }));
  // The application notices by the time of change.
  if (statSync(file).mtimeMs === before) utimesSync(file, new Date(), new Date(before + 1_000));
}

/** Signs a persona of the demonstration in, with the one click of its page. */
export async function signIn(browser: Browser, role: RegExp): Promise<Page> {
  const account = demo.accounts.find((one) => role.test(one.role));
  expect(account, `an account for ${role}`).toBeDefined();
  const page = await newContext(browser).then((context) => context.newPage());
  await page.goto("/signin");
  await page.locator(`button[name="email"][value="${account?.email}"]`).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/signin"));
  return page;
}

/** Somebody new chooses a password by their one-time link and is signed in. */
export async function arrive(browser: Browser, link: string): Promise<Page> {
  const page = await newContext(browser).then((context) => context.newPage());
  await page.goto(link);
  await page.getByLabel("Password").fill("a long enough passphrase");
  await page.getByRole("main").getByRole("button").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
  return page;
}

/** Half of the personas speak Chinese; the journeys are told in English. */
async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, locale: "en-GB", timezoneId: "Asia/Shanghai" });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context;
}
