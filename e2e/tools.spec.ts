import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer adds a tool, says how it is recognised and corrects it, while a colleague does the same.

const main = (page: Page) => page.getByRole("main");
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function officer(context: BrowserContext): Promise<Page> {
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

/** Two runs against one demonstration do not meet. */
const unique = Date.now().toString(36);

async function addTool(page: Page, name: string): Promise<void> {
  await page.goto("/registry");
  await page.getByRole("link", { name: "Add a tool" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Vendor", { exact: true }).fill("Anthropic");
  await page.getByLabel("Category").selectOption({ label: "Coding agent" });
  await page.getByRole("button", { name: "Add the tool" }).click();
  await expect(heading(page)).toHaveText(`Identifiers of ${name}`);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`a tool is added, looked at before it is recognised, and its name is only a name, ${how}`, async ({ browser }) => {
    const context = await browserOf(browser, "officer", { javaScriptEnabled });
    const page = await officer(context);
    const name = `<script>alert("${unique}${javaScriptEnabled}")</script>`;
    await addTool(page, name);
    await page.getByLabel("Value").fill("@anthropic-ai/claude-code");
    await page.getByRole("button", { name: "Show what it would recognise" }).click();
    await expect(main(page)).toContainText("It also means other tools");
    await expect(main(page)).toContainText("Claude Code of Anthropic is recognised by the same identifier");
    await page.getByLabel("Value").fill(`only-${unique}-${javaScriptEnabled}`);
    await page.getByRole("button", { name: "Show what it would recognise" }).click();
    await expect(main(page)).toContainText("No inventory has reported it so far");
    await page.getByLabel("Source").fill("This test");
    await page.getByRole("button", { name: "Add the identifier" }).click();
    await expect(main(page).getByRole("table")).toContainText(`only-${unique}-${javaScriptEnabled}`);
    await context.close();
  });

  test(`the second of two officers sees what changed and keeps their words, ${how}`, async ({ browser }) => {
    const context = await browserOf(browser, "officer", { javaScriptEnabled });
    const page = await officer(context);
    const name = `Edited twice ${unique} ${javaScriptEnabled}`;
    await addTool(page, name);
    const edit = page.url().replace("/identifiers", "/edit");
    await page.goto(edit);
    const revision = page.locator('input[name="revision"]').first();
    const seen = await revision.inputValue();
    const colleague = await context.newPage();
    await colleague.goto(edit);
    await colleague.getByLabel("Notes").fill("Words of the first");
    await colleague.getByRole("button", { name: "Save changes" }).click();
    await expect(heading(colleague)).toHaveText(`May I use ${name}?`);

    await page.getByLabel("Notes").fill("Words of the second");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(main(page)).toContainText("Nothing was saved, and what you typed is still here");
    await expect(main(page)).toContainText("Meanwhile it says: Words of the first");
    await expect(page.getByLabel("Notes")).toHaveValue("Words of the second");
    // The page has brought itself up to date, and saving again is no conflict.
    await expect(revision).not.toHaveValue(seen);
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(main(page)).toContainText("Words of the second");
    await context.close();
  });
}
