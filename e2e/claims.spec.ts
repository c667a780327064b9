import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf, type Persona } from "@/e2e/world";

// An officer records a claim, lets it rest on documents, and settles it; an employee reads what became of it. Everything works without scripts too.

const main = (page: Page) => page.getByRole("main");
const part = (page: Page, name: string) =>
  main(page).locator("section", { has: page.getByRole("heading", { level: 2, name, exact: true }) });

async function pageOf(browser: Parameters<typeof browserOf>[0], persona: Persona, javaScriptEnabled = true): Promise<Page> {
  const context = await browserOf(browser, persona, { javaScriptEnabled });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a claim goes from its record to everybody’s page, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ browser }) => {
    const statement = `It keeps copies of prompts (${randomUUID()}).`;
    const page = await pageOf(browser, "officer", javaScriptEnabled);
    await page.goto("/claims/new?tool=claude-code");
    await page.getByLabel("What is said").fill(statement);
    await page.getByLabel("Versions").fill(">=2.0.0");
    await page.getByLabel("Said from").fill("2026-07-06");
    await page.getByRole("button", { name: "Record claim" }).click();
    // Nothing that was typed is lost.
    await expect(page.getByLabel("What is said")).toHaveValue(statement);
    await page.getByLabel("Versions").fill("");
    await page.getByRole("button", { name: "Record claim" }).click();
    await expect(main(page)).toContainText("Reported, not verified");
    await expect(part(page, "Sources")).toContainText("No document is recorded yet");

    for (const publisher of ["A first newspaper", "A second newspaper"]) {
      await main(page).getByRole("link", { name: "Add a source" }).click();
      const form = part(page, "Add source");
      await form.getByLabel("Publisher", { exact: true }).fill(publisher);
      await form.getByLabel("Published", { exact: true }).fill("2026-07-06");
      await form.getByLabel("Reliability of the publisher").selectOption("B");
      await form.getByRole("button", { name: "Add source" }).click();
      await expect(part(page, "Sources")).toContainText(publisher);
    }
    await expect(main(page)).toContainText("Corroborated by 2 independent origins");

    await main(page).getByRole("link", { name: "Change the confirmation" }).click();
    await page.getByRole("radio", { name: "Acknowledged" }).check();
    await page.getByLabel("Why", { exact: true }).fill("Its own statement.");
    await press(page, "Change confirmation", javaScriptEnabled);
    await expect(main(page)).toContainText("Say who acknowledged it.");
    await page.getByLabel("Who acknowledged or reproduced it").fill("Anthropic");
    await press(page, "Change confirmation", javaScriptEnabled);
    await expect(main(page)).toContainText("Acknowledged by Anthropic");
    await expect(part(page, "What it does to the evidence")).toContainText("Active");

    const employee = await pageOf(browser, "employee", javaScriptEnabled);
    await employee.goto("/tools/claude-code");
    await employee.getByRole("link", { name: "What is known, disputed and open about Claude Code" }).click();
    await expect(part(employee, "What we know")).toContainText(statement);
    await expect(part(employee, "What is disputed")).toContainText("These cannot all be true");
    await expect(part(employee, "What is open")).not.toContainText(statement);

    // Others of this company meet the ledger as it was.
    await main(page).getByRole("link", { name: "Change the confirmation" }).click();
    await page.getByRole("radio", { name: "Retracted" }).check();
    await page.getByLabel("Why", { exact: true }).fill("It was a claim of a test.");
    await press(page, "Change confirmation", javaScriptEnabled);
    await expect(main(page).getByRole("link", { name: "Change the confirmation" })).toHaveCount(0);
  });
}

/** With scripts the product asks once more. */
async function press(page: Page, name: string, asks: boolean): Promise<void> {
  await main(page).getByRole("button", { name }).click();
  if (asks) await page.getByRole("alertdialog").getByRole("button", { name }).click();
}
