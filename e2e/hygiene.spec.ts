import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer answers a question, sees it counted and taken over, fills in a file, sets an input after a preview, and reviews a class.

const main = (page: Page) => page.getByRole("main");

async function officerPage(browser: Parameters<typeof browserOf>[0], javaScriptEnabled: boolean): Promise<Page> {
  const context = await browserOf(browser, "officer", { javaScriptEnabled });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

for (const [javaScriptEnabled, tool] of [
  [true, "tabnine"],
  [false, "windsurf"],
] as const) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`a question is answered and counted, ${how} scripts`, async ({ browser }) => {
    const page = await officerPage(browser, javaScriptEnabled);
    await page.goto(`/tools/${tool}/hygiene?answer=sign-in`);
    await page.getByRole("radio", { name: "Partly" }).check();
    await page.getByLabel("Why").fill("Possible in the larger plan only.");
    await page.getByRole("button", { name: "Save answer" }).click();
    await expect(page).toHaveURL(new RegExp(`/tools/${tool}/hygiene#sign-in$`));
    await page.goto(`/tools/${tool}/hygiene?show=own`);
    await expect(main(page)).toContainText("Possible in the larger plan only.");
    await expect(main(page)).toContainText("1 of 48 answered");
    await expect(main(page)).toContainText("Too little known");
  });

  test(`an input is previewed before it is saved, ${how} scripts`, async ({ browser }) => {
    const page = await officerPage(browser, javaScriptEnabled);
    await page.goto(`/tools/${tool}/dependency`);
    await page.getByLabel("Trust").selectOption("4");
    await page.getByRole("button", { name: "Preview" }).click();
    const preview = main(page).locator("#preview");
    await expect(preview).toContainText("The dependency would go from");
    await preview.getByLabel("Why").fill("Shown again and again in our tests.");
    await preview.getByRole("button", { name: "Save inputs" }).click();
    await expect(preview).toHaveCount(0);
    await expect(main(page)).toContainText("Shown again and again in our tests.");
  });
}

test("a file with a wrong row is refused row by row, a right one is taken", async ({ browser }) => {
  const page = await officerPage(browser, true);
  await page.goto("/vendors/jetbrains/hygiene");
  await page.getByText("Answer in a spreadsheet").click();
  const upload = async (rows: string) => {
    const buffer = Buffer.from(`question,answer,reason\n${rows}`);
    await page.getByLabel("Filled-in file").setInputFiles({ name: "answers.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Take the answers" }).click();
  };
  await upload("ownership,yes,Known\nstanding,perhaps,Who knows\n");
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was written" })).toContainText("Line 3: “perhaps” is not an answer.");
  await upload("ownership,yes,Known\nstanding,yes,Long in business\n");
  await expect(main(page)).toContainText("2 of 48 answered");
});

test("a class is marked as reviewed and leaves the queue", async ({ browser }) => {
  const page = await officerPage(browser, true);
  await page.goto("/reviews?kind=classification");
  const rows = main(page)
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: "Review the class of" }) });
  const before = await rows.count();
  expect(before).toBeGreaterThan(0);
  await rows.first().getByRole("link", { name: "Review the class of" }).click();
  await page.getByLabel("What you looked at").fill("Inputs and evidence are as they were.");
  await page.getByRole("button", { name: "Mark as reviewed" }).click();
  await page.goto("/reviews?kind=classification");
  await expect(rows).toHaveCount(before - 1);
});
