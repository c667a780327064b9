import { expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer says what is banned and for whom, reads it back in one sentence, and decides on what newly matches a published ban. Without scripts.

const main = (page: Page) => page.getByRole("main");
const press = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true }).click();

const unfold = (part: string) => main(officer).locator("summary", { hasText: part }).click();

let officer: Page;

test.beforeAll(async ({ browser }) => {
  const context = await browserOf(browser, "officer", { javaScriptEnabled: false });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  officer = await context.newPage();
});

async function find(label: string, words: string): Promise<void> {
  await officer.getByLabel(label).fill(words);
  await press(officer, "Search");
}

test("what is banned is put together, counted and said back", async () => {
  await officer.goto("/bans");
  await officer.getByRole("button", { name: "New ban" }).click();
  await find("Vendor, tool, package, model family or channel", "claude");
  await press(officer, "Add Claude Code");
  await find("Vendor, tool, package, model family or channel", "bedrock");
  await press(officer, "Add channel Amazon Bedrock");
  await main(officer).getByRole("link", { name: "Versions of Claude Code" }).click();
  await officer.getByLabel("First banned version").fill("two");
  await press(officer, "Ban these versions");
  await expect(officer.getByLabel("First banned version")).toHaveValue("two");
  await officer.getByLabel("First banned version").fill("2.1.91");
  await press(officer, "Ban these versions");
  await expect(main(officer)).toContainText(/Claude Code, versions from 2\.1\.91 \(.+\); whatever runs through Amazon Bedrock/);
  await press(officer, "Continue");
});

test("whom it binds is narrowed, counted and said back", async () => {
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("Whom does it bind?");
  await officer.getByLabel("Every team").check();
  await unfold("Countries");
  await press(officer, "Include China");
  await unfold("Worker types");
  await press(officer, "Leave out Interns");
  await expect(main(officer)).toContainText("everybody in the company who works in China, except interns");
  await press(officer, "Continue");
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("by when?");
  const code = /BAN-\d+/.exec(officer.url())?.[0];
  const scope = await (await officer.request.get(`/api/v1/bans/${code}/scope`)).json();
  expect(scope.words.sentence.en).toMatch(
    /^Banned for everybody in the company who works in China, except interns: Claude Code, versions from 2\.1\.91/,
  );
});

test("a tool that the vendor brought out later waits for a decision, which goes into a further version", async () => {
  await expect(async () => {
    await officer.goto("/drift?ban=BAN-6");
    await expect(main(officer)).toContainText("Roo Code Cloud", { timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await officer.getByRole("checkbox", { name: /^Choose Roo Code Cloud/ }).check();
  await officer.getByLabel("Leave out", { exact: true }).check();
  await press(officer, "Decide");
  await expect(main(officer)).toContainText("Give a reason, so that others can understand it later.");
  await officer.getByRole("checkbox", { name: /^Choose Roo Code Cloud/ }).check();
  await officer.getByLabel("Take in, by a further version").check();
  await press(officer, "Decide");
  await officer.goto("/drift?ban=BAN-6&status=ACCEPTED");
  await expect(main(officer)).toContainText("in version 2, not published yet");
  const bound = await (await officer.request.get("/api/v1/bans/BAN-6/scope")).json();
  expect(bound.binds.tools.map(({ name }: { name: string }) => name)).toEqual(["Roo Code"]);
  expect(bound.means.tools.map(({ name }: { name: string }) => name)).toEqual(["Roo Code", "Roo Code Cloud"]);
});
