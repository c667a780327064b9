import { expect, type Page, test } from "@playwright/test";
import { newTeam, type SmallTeam } from "@/e2e/company";
import { clockNow, moveClock, origin, signIn } from "@/e2e/stage";

// A published ban is called back, published again, and changed by a second version. The tests build on one another.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let officer: Page;
let approver: Page;
let colleague: Page;
let wide: SmallTeam;
let small: SmallTeam;
let code: string;

const headers = { origin, accept: "application/json" };

async function teamId(name: string): Promise<number> {
  return (await (await officer.request.get(`/api/v1/teams?q=${encodeURIComponent(name)}`)).json()).items[0].id;
}

async function publish(page: Page): Promise<void> {
  await page.goto(`/bans/${code}/review`);
  await page.getByLabel(`Type ${code} to publish`).fill(code);
  await page.getByRole("button", { name: /^Publish / }).click();
  await page.waitForURL(`**/bans/${code}`);
}

async function approve(page: Page, comment: string): Promise<void> {
  await page.goto(`/bans/${code}/review`);
  await page.getByLabel("Comment for the record").fill(comment);
  await page.getByRole("button", { name: `Approve ${code}` }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Approve ${code}` })
    .click();
  await expect(page.getByText("is approved", { exact: false })).toBeVisible();
}

async function callBack(page: Page, reason: string): Promise<void> {
  await page.goto(`/bans/${code}`);
  await page.getByText("Call back", { exact: true }).click();
  await page.getByLabel("What was wrong").fill(reason);
  await page.getByRole("button", { name: /^Call back version/ }).click();
  await expect(page.getByText("is called back", { exact: false })).toBeVisible();
}

test.beforeAll(async ({ browser }) => {
  officer = await signIn(browser, /^security officer/i);
  colleague = await signIn(browser, /^second security officer/i);
  approver = await signIn(browser, /^approver/i);
  const administrator = await signIn(browser, /^administrator/i);
  small = await newTeam(administrator.request, origin, 1);
  wide = await newTeam(administrator.request, origin, 2);
});

test("a ban that was just published is called back, and nobody owes anything", async () => {
  const tools = await (await officer.request.get("/api/v1/tools?q=windsurf&limit=1")).json();
  const content = {
    title: { en: `Windsurf in ${small.name}` },
    summary: { en: "Windsurf ends here on Friday." },
    reason: { en: "it has not been assessed for our data." },
    selector: { vendors: [], tools: [tools.items[0].id] },
    population: { everyone: false, include: [await teamId(small.name)], exclude: [] },
    duties: [{ kind: "STOP_USE", deadlineLocal: "2026-07-17T18:00", deadlineZone: "Asia/Shanghai" }],
    replacement: { none: { owner: "Li Wei", nextUpdateOn: "2026-08-01" } },
    exceptions: { allowed: false, contact: "ai-tools@meridian.example" },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: "ai-tools@meridian.example",
    reviewOn: "2026-10-01",
  };
  code = (await (await officer.request.post("/api/v1/bans", { headers, data: { content } })).json()).code;
  await officer.goto(`/bans/${code}/edit/review`);
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await officer.waitForURL(`**/bans/${code}/review`);
  await approve(approver, "Legal agrees.");
  await publish(officer);
  await expect(officer.getByRole("main")).toContainText("Until then you can call it back");
  await callBack(officer, "The wrong team.");
  await officer.goto(`/bans/${code}`);
  await expect(officer.getByRole("main")).toContainText("This ban binds nobody yet.");
  const ban = await (await officer.request.get(`/api/v1/bans/${code}`)).json();
  expect(ban).toMatchObject({ status: "APPROVED", duties: [], scope: [], publishedAt: null });
});

test("published again, it changes by a second version while the first one binds", async () => {
  await publish(officer);
  const early = await officer.request.post(`/api/v1/bans/${code}/versions`, { headers, data: { note: "At once." } });
  expect(early.status()).toBe(409);
  expect((await early.json()).detail).toContain("can still be called back");
  moveClock(new Date(clockNow().getTime() + 6 * 60_000));
  await officer.goto(`/bans/${code}`);
  await expect(officer.getByText("Call back", { exact: true })).toHaveCount(0);
  await officer.getByText("Change this ban", { exact: true }).click();
  await officer.getByLabel("Why it changes").fill("Another team uses it as well.");
  await officer.getByRole("button", { name: "Begin version 2" }).click();
  await officer.waitForURL(`**/bans/${code}/edit/scope`);

  const include = [await teamId(small.name), await teamId(wide.name)];
  const changed = { population: { everyone: false, include, exclude: [] } };
  await officer.request.patch(`/api/v1/bans/${code}`, { headers, data: { content: changed } });
  await officer.goto(`/bans/${code}/edit/words`);
  await officer.locator('[name="summary.en"]').fill("Windsurf ends here on Monday.");
  await officer.getByRole("button", { name: "Save and leave" }).click();
  await officer.goto("/bans");
  await expect(officer.getByRole("row", { name: `Windsurf in ${small.name}` })).toContainText("Version 2, change being written");
  await officer.goto(`/bans/${code}?tab=covers`);
  await expect(officer.getByRole("main")).toContainText("A change of this ban is being worked on");
  await expect(officer.getByRole("main")).toContainText("Windsurf ends here on Friday.");
  await officer.goto(`/bans/${code}/edit/review`);
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await officer.waitForURL(`**/bans/${code}/review`);
});

test("whoever approves reads what changes, word by word and person by person", async () => {
  await approver.goto(`/bans/${code}/review`);
  const difference = approver.locator("#difference");
  await expect(difference.getByRole("heading", { name: "What changes from version 1 to version 2" })).toBeVisible();
  await expect(difference.locator("del")).toContainText("Friday");
  await expect(difference.locator("ins")).toContainText("Monday");
  await expect(difference).toContainText(wide.name);
  await expect(difference).toContainText("3 people are bound who were not.");
  await approver.getByRole("link", { name: "Show who is bound anew" }).click();
  await expect(approver.getByRole("table", { name: "Bound anew" })).toContainText(wide.people[0]?.name ?? "");
  await approver.goto(`/bans/${code}/review`);
  await approver.getByLabel("Comment", { exact: true }).fill("Both managers know.");
  await approver.getByRole("button", { name: "Add comment" }).click();
  await expect(approver.locator("#comments")).toContainText("Both managers know.");
  await approve(approver, "Read and agreed.");
});

test("publishing replaces the version; calling it back lets the first one bind again", async () => {
  await publish(colleague);
  await expect(colleague.getByRole("main")).toContainText("Just published");
  const people = async () => (await (await officer.request.get(`/api/v1/bans/${code}/people?limit=100`)).json()).items.length;
  expect(await people()).toBe(5);
  await callBack(colleague, "One day too early.");
  expect(await people()).toBe(2);
  await officer.goto(`/bans/${code}/versions`);
  await expect(officer.getByRole("row", { name: /Version 1/ })).toContainText("Binds");
  await expect(officer.getByRole("row", { name: /Version 2/ })).toContainText("Approved, not published");
});
