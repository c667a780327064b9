import { readdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { findVisits, type Visit, type Visits, WALKS } from "@/e2e/pages";
import { brokenSentences, browserOf, complaintsOf, drawn, PERSONAS, setLook } from "@/e2e/world";
import { LOCALES, type Locale } from "@/i18n/config";
import { ROUTES } from "@/lib/auth/permissions";

// Every page, as whoever uses it, in both languages and both themes.
test.describe.configure({ mode: "parallel" });
test.setTimeout(300_000);

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The themes differ in their colours alone. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** A key that no sentence was found for stands on the page as it is: `registry.tool.models`. */
const namespaces = readdirSync(path.join(import.meta.dirname, "../messages/en")).map((file) => path.basename(file, ".json"));
const RAW_KEY = new RegExp(`\\b(?:${namespaces.join("|")})(?:\\.[a-z][\\w-]*)+`, "g");

let visits: Visits;
test.beforeAll(async ({ browser }) => {
  visits = await findVisits(browser);
});

// No page has frames; without looking for them a scan needs no second page. What is in order need not be listed, which halves the time.
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
const everything = (page: Page) => axe(page).withTags(TAGS);

async function violationsOf(page: Page, builder: AxeBuilder, look: string): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) => `${page.url()} ${look}: ${id} at ${target.join(" ")}: ${failureSummary.replaceAll(/\s+/g, " ")}`,
    ),
  );
}

/** What the page says in any way: its text, and the words that are only read out or shown on pointing. */
function saidBy(page: Page): Promise<string> {
  return page.evaluate(() => {
    const attributes = ["aria-label", "title", "placeholder", "alt"];
    const hidden = [...document.querySelectorAll<HTMLElement>(attributes.map((name) => `[${name}]`).join())].flatMap((element) =>
      attributes.map((name) => element.getAttribute(name) ?? ""),
    );
    // biome-ignore lint/performance/useDomNodeTextContent: only what can be seen is said; the text content holds scripts as well.
    return [document.title, document.body.innerText, ...hidden].join("\n");
  });
}

async function open(page: Page, { path: address, status }: Visit): Promise<void> {
  const answer = await page.goto(address);
  expect.soft(answer?.status(), address).toBe(status ?? 200);
  // What is folded up is read as well.
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("main details")) fold.setAttribute("open", "");
  });
}

async function faultsOf(page: Page, locale: Locale): Promise<string[]> {
  const faults: string[] = [];
  const language = await page.locator("html").getAttribute("lang");
  if (language !== locale) faults.push(`${page.url()} calls its language ${language}, not ${locale}`);
  const headings = await page.locator("h1").count();
  if (headings !== 1) faults.push(`${page.url()} has ${headings} first headings`);
  for (const key of (await saidBy(page)).match(RAW_KEY) ?? []) faults.push(`${page.url()} ${locale} says ${key}`);
  faults.push(...(await violationsOf(page, everything(page), `${locale} light`)));
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await drawn(page);
  faults.push(...(await violationsOf(page, axe(page).withRules(RULES_OF_COLOUR), `${locale} dark`)));
  return faults;
}

for (const { persona, locale, name, of } of WALKS) {
  test(`nothing keeps anybody out of the pages of: ${name}`, async ({ browser }) => {
    const context = await browserOf(browser, persona);
    await setLook(context, { locale, theme: "light" });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const faults: string[] = [];
    for (const visit of of(visits)) {
      await open(page, visit);
      faults.push(...(await faultsOf(page, locale)));
    }
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    expect(brokenSentences()).toEqual([]);
    await context.close();
  });
}

for (const locale of LOCALES) {
  test(`every page has a title of its own, ${locale}`, async ({ browser }) => {
    const namesakes: string[] = [];
    for (const persona of PERSONAS) {
      const context = await browserOf(browser, persona);
      await setLook(context, { locale, theme: "light" });
      const pages = new Map<string, string>();
      for (const { path: address } of visits[persona]) {
        const answer = await context.request.get(address, { headers: { accept: "text/html" } });
        const title = /<title>([^<]+)<\/title>/.exec(await answer.text())?.[1] ?? "nothing";
        const { pathname } = new URL(answer.url());
        const namesake = pages.get(title) ?? pathname;
        if (namesake !== pathname) namesakes.push(`${persona}: ${pathname} and ${namesake} are both called ${title}`);
        pages.set(title, pathname);
      }
      await context.close();
    }
    expect(namesakes).toEqual([]);
  });
}

test("every page is visited by somebody", () => {
  const visited = new Set(Object.values(visits).flatMap((list) => list.map(({ page }) => `GET ${page}`)));
  const pages = Object.keys(ROUTES).filter((route) => route.startsWith("GET ") && !route.startsWith("GET /api/"));
  expect(pages.filter((page) => !visited.has(page))).toEqual([]);
});

test("the menus of the frame are open to everybody as well, and Escape closes them", async ({ browser }) => {
  const context = await browserOf(browser, "officer");
  await setLook(context, { locale: "en", theme: "light" });
  const page = await context.newPage();
  await page.goto("/about/data");
  for (const label of ["Theme", "Your account"]) {
    const summary = page.locator(`header summary[title="${label}"]`);
    await summary.click();
    expect(await violationsOf(page, everything(page), label)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator("header details[open]")).toHaveCount(0);
    await expect(summary).toBeFocused();
  }
  await context.close();
});

test("the page follows the chosen theme, and the system's where none is chosen", async ({ browser }) => {
  const canvas = async (page: Page) => {
    await drawn(page);
    return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  };
  const context = await browserOf(browser, "nobody", { colorScheme: "light" });
  const page = await context.newPage();
  await page.goto("/signin");
  const light = await canvas(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await canvas(page);
  expect(dark).not.toBe(light);
  await setLook(context, { locale: "en", theme: "light" });
  await page.reload();
  expect(await canvas(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await setLook(context, { locale: "en", theme: "dark" });
  await page.reload();
  expect(await canvas(page)).toBe(dark);
  await context.close();
});
