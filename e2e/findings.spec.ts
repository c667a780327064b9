import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf, type Persona } from "@/e2e/world";

// An officer records a finding, says what is known of a fix, and two people decide on trust. Everything works without scripts too.

const main = (page: Page) => page.getByRole("main");
const part = (page: Page, name: string) =>
  main(page).locator("section", { has: page.getByRole("heading", { level: 2, name, exact: true }) });

async function pageOf(browser: Parameters<typeof browserOf>[0], persona: Persona, javaScriptEnabled = true): Promise<Page> {
  const context = await browserOf(browser, persona, { javaScriptEnabled });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

async function step(page: Page, opener: string, fill: () => Promise<void>, submit: string): Promise<void> {
  await main(page).getByRole("link", { name: opener }).click();
  await fill();
  await main(page).getByLabel("Why", { exact: true }).fill("As the claims say.");
  await main(page).getByRole("button", { name: submit }).click();
  // The page that follows a saved form takes the place of whatever is opened before it.
  await expect(main(page).getByRole("button", { name: submit })).toBeHidden();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a finding goes from its record to trust that is restored, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({
    browser,
  }) => {
    const page = await pageOf(browser, "officer", javaScriptEnabled);
    await page.goto("/findings/new?tool=claude-code");
    await page.getByLabel("Title").fill("A finding of this test");
    await page.getByLabel("Summary").fill("It only lives in this test.");
    await page.getByLabel("Affected versions").fill("vers:npm/<2.1.100|>=2.1.91");
    await main(page).getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Record finding" }).click();
    // The words stay, and the sentence says what to write.
    await expect(main(page)).toContainText("vers:npm/>=2.1.91|<2.1.100");
    await expect(page.getByLabel("Title")).toHaveValue("A finding of this test");
    await page.getByLabel("Affected versions").fill("vers:npm/>=2.1.91|<2.1.100");
    await page.getByRole("button", { name: "Record finding" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("A finding of this test");
    await expect(main(page)).toContainText("Under investigation");

    await step(
      page,
      "Change the status",
      async () => {
        await page.getByRole("radio", { name: "Affected", exact: true }).check();
        await page.getByLabel("What to do").fill("Update it.");
      },
      "Save the status",
    );
    await expect(part(page, "Status and fix")).toContainText("No fix known");
    await expect(part(page, "Trust")).toContainText("Trust can be restored only once the finding is fixed.");

    await step(
      page,
      "Record what is known of a fix",
      async () => {
        await page.getByRole("radio", { name: "Fix confirmed" }).check();
        await page.getByLabel("Version with the fix").fill("2.1.198");
      },
      "Save the fix",
    );
    await expect(part(page, "Status and fix")).toContainText("Fixed in 2.1.198");
    await expect(part(page, "Status and fix")).toContainText("A fix changes this finding and nothing else.");
    await step(page, "Change the status", () => page.getByRole("radio", { name: "Fixed", exact: true }).check(), "Save the status");
    await expect(main(page)).toContainText("No ban has changed.");

    await page.getByLabel("Why the tool can be trusted again").fill("The vendor publishes what it checks.");
    await page.getByRole("button", { name: "Propose that trust is restored" }).click();
    await expect(part(page, "Trust")).toContainText("Somebody other than whoever proposed it has to decide.");
    const approver = await pageOf(browser, "approver", javaScriptEnabled);
    await approver.goto(page.url());
    await approver.getByRole("radio", { name: "Trust is restored" }).check();
    await approver.getByLabel("Why", { exact: true }).fill("An audit bears it out.");
    await approver.getByRole("button", { name: "Save the decision" }).click();
    await expect(part(approver, "Trust")).toContainText("Trust restored");
    await page.context().close();
    await approver.context().close();
  });
}

test("the July finding says how long it took and where sources differ, and its counts open who was exposed", async ({ browser }) => {
  const page = await pageOf(browser, "auditor");
  await page.goto("/findings?q=time+zone");
  await page.getByRole("link", { name: /Claude Code checks time zone and proxy without saying so/ }).click();
  await expect(part(page, "How long it took")).toContainText("Unnoticed for 89 days");
  await expect(part(page, "How long it took")).toContainText("1 July 2026 or 2 July 2026: sources differ");
  await expect(main(page)).toContainText("Fix unconfirmed: 2.1.198 or 2.1.199");
  const devices = part(page, "Exposure").getByRole("link", { name: /Devices that ran it/ });
  const counted = Number(((await devices.textContent()) ?? "").replaceAll(",", ""));
  await devices.click();
  await expect(main(page)).toContainText(`${counted.toLocaleString("en")} devices`);
  await page.getByRole("link", { name: "By team" }).click();
  const figure = main(page).getByRole("table").getByRole("row").nth(1).getByRole("link").nth(1);
  await figure.click();
  await expect(main(page).getByRole("table")).toBeVisible();
});
