import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer sees why a tool has its class, looks at what another value would change, saves it, and another person accepts another class.

const main = (page: Page) => page.getByRole("main");

async function pageOf(browser: Parameters<typeof browserOf>[0], who: "officer" | "approver", javaScriptEnabled = true): Promise<Page> {
  const context = await browserOf(browser, who, { javaScriptEnabled });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

test("the class of Claude Code follows the ledger's own dates", async ({ browser }) => {
  const page = await pageOf(browser, "officer");
  await page.goto("/risk");
  await page.getByRole("link", { name: "Claude Code", exact: true }).last().click();
  const ledger = main(page).getByRole("region", { name: "By the dates of the ledger" });
  await expect(ledger.getByRole("listitem")).toHaveCount(3);
  await expect(ledger.getByRole("listitem").nth(0)).toContainText("Critical");
  await expect(ledger.getByRole("listitem").nth(0)).toContainText("1 July 2026");
  await expect(ledger.getByRole("listitem").nth(1)).toContainText("30 June 2026");
  await expect(main(page)).toContainText(/Row \d+ of 27 applies: .* gives immediate\./);
});

for (const [javaScriptEnabled, tool] of [
  [true, "lingma"],
  [false, "roo-code"],
] as const) {
  test(`an input changes in two steps, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ browser }) => {
    const page = await pageOf(browser, "officer", javaScriptEnabled);
    await page.goto(`/tools/${tool}/class`);
    await main(page).getByRole("link", { name: "Change Systemic impact" }).click();
    await page.getByRole("radio", { name: "critical" }).check();
    await page.getByRole("button", { name: "See what would change" }).click();
    await expect(main(page)).toContainText("A task for officers opens");
    await page.getByLabel("Why", { exact: true }).fill("It moved to the payment service.");
    await page.getByRole("button", { name: "Set Systemic impact to critical" }).click();
    await expect(main(page)).toContainText("It moved to the payment service.");
    await expect(main(page)).toContainText("Changes of class to look at");
  });
}

test("another class holds only once somebody else has accepted it", async ({ browser }) => {
  const page = await pageOf(browser, "officer");
  await page.goto("/tools/grammarly/class");
  await main(page).getByText("Propose another class").click();
  await page.getByRole("radio", { name: "Critical" }).check();
  await page.getByLabel("Last day on which it holds").fill("2026-09-30");
  await page.getByLabel("Why the tables are wrong here").fill("It reads what legal writes.");
  await page.getByRole("button", { name: "Propose class" }).click();
  await expect(main(page).getByRole("button", { name: "Withdraw proposal" })).toBeVisible();
  const second = await pageOf(browser, "approver");
  await second.goto("/tools/grammarly/class");
  await second.getByRole("radio", { name: "Accept" }).check();
  await second.getByLabel("Reason").fill("Agreed.");
  await second.getByRole("button", { name: "Save answer" }).click();
  await expect(second.getByRole("heading", { level: 1 }).locator("..")).toContainText("Critical");
});
