import { readFileSync, writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer keeps a copy and removes it, imports an advisory and takes the findings out again. Everything works without scripts too.

const main = (page: Page) => page.getByRole("main");

function advisory(id: string): Buffer {
  const range = { type: "SEMVER", events: [{ introduced: "2.1.91" }, { fixed: "2.1.199" }] };
  const affected = ["@anthropic-ai/claude-code", "no-such-package-here"].map((name) => ({
    package: { ecosystem: "npm", name },
    ranges: [range],
  }));
  return Buffer.from(JSON.stringify({ id, modified: "2026-07-08T00:00:00Z", summary: "An advisory of this test", affected }));
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";
  const officerPage = async (browser: Parameters<typeof browserOf>[0]) => {
    const context = await browserOf(browser, "officer", { javaScriptEnabled });
    await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
    return context.newPage();
  };

  test(`a page named as a PDF is kept, handed out as untrusted and removed, ${how} scripts`, async ({ browser }, info) => {
    const page = await officerPage(browser);
    await page.goto("/findings?fix=UNCONFIRMED");
    await main(page).getByRole("row").nth(1).getByRole("link").first().click();
    const copies = main(page).locator("#copies");
    const name = `invoice-${how}.pdf`;
    const buffer = Buffer.from(`<!doctype html><script>alert("${how}")</script>`);
    const large = info.outputPath("large.bin");
    writeFileSync(large, Buffer.alloc(26_000_000, 1));
    const upload = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
      await copies.getByLabel("File", { exact: true }).setInputFiles(file);
      await copies.getByRole("button", { name: "Keep this file" }).click();
    };
    await upload(large);
    await expect(page.getByText("The file is larger than 25 MB, so nothing of it was kept.")).toBeVisible();
    await upload({ name, mimeType: "application/pdf", buffer });
    const kept = copies.getByRole("listitem").filter({ hasText: name });
    await expect(kept).toContainText("Its name says otherwise");
    await expect(kept).toContainText("Web page (HTML)");
    const [download] = await Promise.all([page.waitForEvent("download"), kept.getByRole("link", { name: `Download ${name}` }).click()]);
    expect(download.suggestedFilename()).toBe(`${name}.untrusted`);
    expect(readFileSync(await download.path()).equals(buffer)).toBe(true);
    await page.reload();
    await expect(kept).toContainText("1 person");
    await kept.getByRole("link", { name: `Remove the file ${name}` }).click();
    await kept.getByLabel("Why it has to go").fill("Only a test");
    await kept.getByRole("button", { name: "Remove the content" }).click();
    if (javaScriptEnabled) await page.getByRole("alertdialog").getByRole("button", { name: "Remove the content" }).click();
    await expect(kept).toContainText("Only a test");
    await expect(kept.getByRole("link")).toHaveCount(0);
  });

  test(`an advisory is imported row by row, and goes out again, ${how} scripts`, async ({ browser }) => {
    const page = await officerPage(browser);
    await page.goto("/findings/import");
    await page
      .getByLabel("OSV or OpenVEX file")
      .setInputFiles({ name: "a.json", mimeType: "application/json", buffer: advisory(`x_TEST-${how}-1`) });
    await page.getByRole("button", { name: "Import this file" }).click();
    const report = main(page).locator("#report");
    await expect(report).toContainText("No tool here has the package no-such-package-here.");
    const finding = report.getByRole("link", { name: /^F-\d+$/ });
    await expect(finding).toHaveCount(1);
    const code = await finding.textContent();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      main(page).getByRole("link", { name: "OSV", exact: true }).click(),
    ]);
    const records = JSON.parse(readFileSync(await download.path(), "utf8")) as { id: string; aliases?: string[] }[];
    expect(records.find(({ aliases }) => aliases?.includes(`x_TEST-${how}-1`))?.id).toMatch(new RegExp(`^x_.+-${code}$`));
  });
}
