import { expect, type Page, test } from "@playwright/test";
import { origin, signIn } from "@/e2e/stage";

// An officer words a tool anew, and a catalogue that says something else arrives: nothing of ours is lost, and all of it can be taken back.
test.describe.configure({ mode: "serial" });

const TOOL = "goose";
const OURS = "Approved for the platform team only; ask before installing it.";
const THEIRS = "A general agent for the terminal and the desktop.";
const HOMEPAGE = "https://goose.example.com";

type Tool = { slug: string; name: string; notes: string | null; homepage: string | null; licence: string | null };

let officer: Page;
let auditor: Page;
let address: string;
let before: string;

test.beforeAll(async ({ browser }) => {
  officer = await signIn(browser, /^security officer/i);
  auditor = await signIn(browser, /^auditor/i);
});

test.afterAll(async () => {
  await officer?.context().close();
  await auditor?.context().close();
});

/** The registry as a document, without the header that says when it was taken. */
async function registry(page: Page): Promise<{ text: string; document: { tools: Tool[]; [list: string]: unknown } }> {
  const answer = await page.request.get("/api/v1/registry/export");
  expect(answer.status()).toBe(200);
  const text = await answer.text();
  return { text: text.slice(text.indexOf('"vendors":')), document: JSON.parse(text) };
}

async function toolNow(): Promise<Tool | undefined> {
  return (await registry(officer)).document.tools.find(({ slug }) => slug === TOOL);
}

/** The next edition of the catalogue: what the registry holds, with one tool changed and one added. */
async function nextEdition(): Promise<Buffer> {
  const { document } = await registry(officer);
  const withoutPast = ({ base: _base, mergedInto: _merged, events: _events, releases: _releases, ...row }: Record<string, unknown>) => row;
  const tools = document.tools.map((tool) => {
    const row = withoutPast({ ...tool });
    const identifiers = (row.identifiers as Record<string, unknown>[]).map(withoutPast);
    return { ...row, identifiers, ...(tool.slug === TOOL ? { notes: THEIRS, homepage: HOMEPAGE } : {}) };
  });
  const [first] = tools;
  const added = { ...first, slug: "journey-agent", name: "Journey agent", identifiers: [], access: [], aliases: [], successor: null };
  const vendors = (document.vendors as Record<string, unknown>[]).map(withoutPast);
  const families = (document.families as Record<string, unknown>[]).map(withoutPast);
  return Buffer.from(JSON.stringify({ sources: document.sources, vendors, families, tools: [...tools, added] }));
}

function card(name: string) {
  return officer.getByRole("listitem").filter({ has: officer.getByRole("heading", { level: 3, name, exact: true }) });
}

async function upload(name: string, buffer: Buffer): Promise<void> {
  await officer.goto("/catalogue");
  await officer.getByLabel("JSON file").setInputFiles({ name, mimeType: "application/json", buffer });
  await officer.getByRole("button", { name: "Compare with the registry" }).click();
}

test("an officer words a tool anew", async () => {
  const answer = await officer.request.patch(`/api/v1/tools/${TOOL}`, {
    headers: { origin, accept: "application/json" },
    data: { notes: OURS },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  before = (await registry(officer)).text;
});

test("what is no catalogue gets a sentence, and nothing is kept", async () => {
  for (const [name, buffer, sentence] of [
    ["words.json", Buffer.from("x".repeat(10_000_000)), "The file is no JSON in UTF-8."],
    ["rows.json", Buffer.from(`{"tools":[${"{},".repeat(1_000_000)}{}]}`), "The file holds 1,000,001 tools. At most 100,000 fit."],
    ["other.json", Buffer.from('{"hello": 1}'), "This JSON is no catalogue"],
  ] as const) {
    await upload(name, buffer);
    await expect(officer.getByRole("main").getByText(sentence, { exact: false })).toBeVisible();
  }
  await expect(officer.getByRole("table").getByText("rows.json")).toHaveCount(0);
  expect((await registry(officer)).text).toBe(before);
});

test("the new catalogue shows what it adds, what it changes, and a conflict with both values", async () => {
  await upload("next-edition.json", await nextEdition());
  await officer.waitForURL(/\/catalogue\/\d+$/);
  address = new URL(officer.url()).pathname;
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("next-edition.json");
  await expect(card("Journey agent")).toContainText("New");
  await officer.getByRole("link", { name: /^Conflicts/ }).click();
  await officer.waitForURL(/show=conflicts/);
  const goose = card("goose");
  await expect(goose).toContainText("1 conflict");
  await expect(goose.getByText(OURS)).toBeVisible();
  await expect(goose.getByText(THEIRS)).toBeVisible();
  await expect(goose).toContainText(HOMEPAGE);
  expect((await registry(officer)).text).toBe(before);
});

test("applied by entry, our words stay and the rest follows the catalogue", async () => {
  await card("goose").getByLabel("Apply goose").check();
  await officer.getByRole("button", { name: "Apply to the registry" }).click();
  await officer.getByRole("alertdialog").getByRole("button", { name: "Apply to the registry" }).click();
  await expect(officer.getByText("1 entry is applied.").first()).toBeVisible();
  expect(await toolNow()).toMatchObject({ notes: OURS, homepage: HOMEPAGE });
  await officer.goto("/tools/journey-agent");
  await expect(officer.getByRole("heading", { level: 1 })).not.toContainText("Journey agent");
});

test("it is on record, and an auditor reads the same", async () => {
  await auditor.goto("/audit");
  await expect(auditor.getByRole("table").getByText("applied a catalogue update").first()).toBeVisible();
  await auditor.goto(`${address}?show=applied`);
  await expect(auditor.getByRole("heading", { level: 3, name: "goose" })).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Apply to the registry" })).toHaveCount(0);
});

test("undone, everything is as it was", async () => {
  await officer.goto(address);
  await officer.getByRole("button", { name: "Undo the update" }).click();
  await officer.getByRole("alertdialog").getByRole("button", { name: "Undo the update" }).click();
  await expect(officer.getByText("1 entry is as before.").first()).toBeVisible();
  expect((await registry(officer)).text).toBe(before);
  await expect(officer.getByText("Undone", { exact: true }).first()).toBeVisible();
  await officer.goto("/audit");
  await expect(officer.getByRole("table").getByText("undid a catalogue update").first()).toBeVisible();
});
