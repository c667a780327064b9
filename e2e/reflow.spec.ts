import { expect, type Page, test } from "@playwright/test";
import { findVisits, type Visits, WALKS } from "@/e2e/pages";
import { browserOf, setLook } from "@/e2e/world";

// No page scrolls sideways and no word is cut off: on a phone, on a desk, and with the spacing that some readers need.
test.describe.configure({ mode: "parallel" });
test.setTimeout(300_000);

let visits: Visits;
test.beforeAll(async ({ browser }) => {
  visits = await findVisits(browser);
});

/** WCAG 2.2, 1.4.12. A sheet made by script, because the page's policy takes no others. */
function spreadText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-bottom: 2em !important }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

function faultsOf(page: Page, look: string): Promise<string[]> {
  return page.evaluate(
    (where) => {
      const faults: string[] = [];
      const { scrollWidth } = document.documentElement;
      const wordsOf = (element: Element) => (element.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 60);
      if (scrollWidth > innerWidth) {
        const beyond = [...document.querySelectorAll("body *")].filter(
          (element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".data-region, .tabs, .sr-only"),
        );
        faults.push(
          `${where} is ${scrollWidth} wide in ${innerWidth}: ${beyond
            .slice(-3)
            .map((one) => `<${one.localName}> ${wordsOf(one)}`)
            .join(" | ")}`,
        );
      }
      for (const element of document.querySelectorAll<HTMLElement>("body *")) {
        const { overflowX, textOverflow, display } = getComputedStyle(element);
        // What scrolls is not lost, and what ends in … has its full text beside it.
        const isCut = overflowX === "hidden" || overflowX === "clip";
        if (!isCut || textOverflow === "ellipsis" || display === "inline" || element.closest(".sr-only, svg, select, input")) continue;
        if (element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
          faults.push(`${where} cuts <${element.localName}> ${wordsOf(element)}`);
      }
      for (const control of document.querySelectorAll<HTMLElement>("main :is(.btn, .tag, .tab, .chip, h1, h2, h3)")) {
        if (control.closest(".data-region, .tabs")) continue;
        if (control.clientWidth > 0 && control.scrollWidth > control.clientWidth + 1)
          faults.push(`${where} overflows <${control.localName}> ${wordsOf(control)}`);
      }
      return faults;
    },
    `${new URL(page.url()).pathname} ${look}`,
  );
}

for (const { persona, locale, name, of } of WALKS) {
  test(`everything fits on the pages of: ${name}`, async ({ browser }) => {
    const context = await browserOf(browser, persona);
    await setLook(context, { locale, theme: "light" });
    const page = await context.newPage();
    const faults: string[] = [];
    for (const { path } of of(visits)) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll("main details")) fold.setAttribute("open", "");
      });
      faults.push(...(await faultsOf(page, `${locale} at 1280`)));
      await page.setViewportSize({ width: 320, height: 800 });
      faults.push(...(await faultsOf(page, `${locale} at 320`)));
      await spreadText(page);
      faults.push(...(await faultsOf(page, `${locale} at 320 with text spread`)));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
}
