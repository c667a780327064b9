import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { CODEX, fleetHosts, invite, type Laptop, newLaptop, newTeam, type SmallTeam } from "@/e2e/company";
import { arrive, clockNow, demo, moveClock, origin, signIn } from "@/e2e/stage";

// The whole life of one ban by seven people: two officers, two approvers, a manager, an employee and an auditor. The tests build on one another.
test.describe.configure({ mode: "serial" });
test.setTimeout(180_000);

const MINUTE = 60_000;

let officer: Page;
let secondOfficer: Page;
let approver: Page;
let secondApprover: Page;
let manager: Page;
let employee: Page;
let auditor: Page;
let team: SmallTeam;
let laptops: Laptop[];
let code: string;

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function deliver(api: APIRequestContext, software: (typeof CODEX)[][], key: string): Promise<void> {
  const hosts = laptops.map((laptop, index) => ({ laptop, software: software[index] ?? [] }));
  const answer = await api.post("/api/v1/inventory/fleet?instance=life", {
    headers: {
      authorization: `Bearer ${demo.tokens.inventory}`,
      "idempotency-key": `${team.name} ${key}`,
      "content-type": "application/json",
    },
    data: fleetHosts(clockNow(), hosts),
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

async function proceed(page: Page, to: string): Promise<void> {
  await page
    .getByRole("button", { name: "Continue" })
    .or(page.getByRole("link", { name: "Continue" }))
    .first()
    .click();
  await expect(heading(page)).toContainText(to);
}

async function find(page: Page, label: string, q: string, button: string): Promise<void> {
  await page.getByLabel(label).fill(q);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("button", { name: button, exact: true }).click();
  // What was chosen is saved at once and needs no button any more.
  await expect(page.getByRole("button", { name: button, exact: true })).toBeHidden();
}

/** Presses a button that asks once more. */
async function confirmed(page: Page, button: string, sure = button): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: sure, exact: true }).click();
}

async function submit(): Promise<void> {
  await officer.goto(`/bans/${code}/edit/review`);
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await expect(officer.getByText("is submitted", { exact: false })).toBeVisible();
}

async function approve(page: Page, comment: string): Promise<void> {
  await page.goto(`/bans/${code}/review`);
  await page.getByLabel(/^Comment for the record/).fill(comment);
  await confirmed(page, `Approve ${code}`);
  await expect(page.getByRole("button", { name: `Approve ${code}` })).toBeHidden();
}

async function publish(page: Page, button: string): Promise<void> {
  await page.goto(`/bans/${code}/review`);
  await page.getByLabel(`Type ${code} to publish`).fill(code);
  await page.getByRole("button", { name: button }).click();
  await page.waitForURL(`**/bans/${code}`);
}

/** Leads from the ban to the page that says first what would happen. */
async function end(page: Page, link: string, reason: string, button: string): Promise<void> {
  await page.goto(`/bans/${code}`);
  await page.getByRole("link", { name: link, exact: true }).click();
  await expect(page.getByRole("heading", { name: "What happens" })).toBeVisible();
  await page.getByRole("textbox").last().fill(reason);
  await confirmed(page, button);
  await page.waitForURL(`**/bans/${code}`);
}

function figure(page: Page, label: string) {
  return page
    .getByRole("main")
    .locator("dl.metric-strip > div", { has: page.getByText(label, { exact: true }) })
    .locator("dd")
    .first();
}

test.beforeAll(async ({ browser, request }) => {
  test.setTimeout(180_000);
  officer = await signIn(browser, /^security officer/i);
  secondOfficer = await signIn(browser, /^second security officer/i);
  approver = await signIn(browser, /^approver/i);
  secondApprover = await signIn(browser, /^second approver/i);
  auditor = await signIn(browser, /^auditor/i);
  const { request: admin } = await signIn(browser, /^administrator/i);
  team = await newTeam(admin, origin, 2);
  laptops = team.people.map(newLaptop);
  manager = await arrive(browser, await invite(admin, origin, team.manager));
  employee = await arrive(browser, await invite(admin, origin, team.people[0] ?? team.manager));
  await deliver(request, [[CODEX], [CODEX]], "first");
});

test("an officer drafts it: a vendor without one of its tools, for one team, by a date, on what is known", async () => {
  await officer.goto("/bans");
  await officer.getByRole("button", { name: "New ban" }).click();
  await expect(heading(officer)).toContainText("What is banned?");
  code = /BAN-\d+/.exec(officer.url())?.[0] ?? "";
  await find(officer, "Vendor, tool, package, model family or channel", "OpenAI", "Add OpenAI");
  await find(officer, "Vendor, tool, package, model family or channel", "ChatGPT", "Leave out ChatGPT");
  await expect(officer.getByRole("list", { name: "Left out" })).toContainText("ChatGPT");
  await proceed(officer, "Whom does it bind?");

  await officer.getByLabel("Only the teams below").check();
  await find(officer, "Team name", team.name, `Include ${team.name}`);
  await expect(officer.getByRole("list", { name: "Whom it binds" })).toContainText(team.name);
  await proceed(officer, "by when?");

  await officer.getByLabel("Date", { exact: true }).fill("2026-07-14");
  await officer.getByLabel("Time", { exact: true }).fill("18:00");
  await officer.getByRole("checkbox", { name: "Certify that it is gone" }).check();
  await proceed(officer, "use instead?");

  await find(officer, "Tool name", "Qoder", "Choose Qoder");
  await proceed(officer, "What do people read?");

  const words = { title: `OpenAI in ${team.name}`, summary: "It ends on 14 July.", reason: "it has not been assessed for our data." };
  for (const [name, text] of Object.entries(words)) await officer.locator(`[name="${name}.en"]`).fill(text);
  await officer.getByLabel("Possible, on request").check();
  await officer.getByLabel("Whom to ask, or to tell if it stops work").fill("ai-tools@meridian.example");
  await officer.getByLabel("Who answers for this ban").fill("Li Wei");
  await officer.getByLabel("Where people can ask").fill("ai-tools@meridian.example");
  await officer.getByLabel("Look at the ban again on").fill("2026-12-01");
  await proceed(officer, "What does it rest on?");
});

test("the basis is pinned as what it is, and a warning of the lint is accepted with a reason", async () => {
  await find(officer, "Statement, tool or number", "time zone", "Pin C-3");
  await expect(officer.getByLabel(/^Presented as/)).toHaveValue(/:ACKNOWLEDGED$/);
  await officer.locator('[name="reinstatement.en"]').fill("An assessment for our data exists.");
  await proceed(officer, "Whom and what does this touch?");
  await expect(officer.getByRole("main")).toContainText("What to look at before publishing");
  const warning = officer.getByRole("listitem").filter({ hasText: "Accept this warning" }).first();
  await warning.getByText("Accept this warning").click();
  await warning.getByLabel("Why this is acceptable").fill("Known, and small.");
  await warning.getByRole("button", { name: "Accept warning" }).click();
  await expect(officer.getByText("Li Wei accepted this:", { exact: false })).toBeVisible();
  await proceed(officer, "Check your answers");
  await officer.getByLabel("How many people have to approve").selectOption("2");
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await expect(officer.getByText("is submitted", { exact: false })).toBeVisible();
});

test("it goes back with a reason, comes again, and takes two approvals", async () => {
  await approver.goto("/");
  await approver.getByRole("link", { name: `${code} · OpenAI in ${team.name} waits for your approval` }).click();
  await approver.waitForURL(`**/bans/${code}/review`);
  await approver.locator("summary", { hasText: "Return to its author" }).click();
  await approver.getByLabel("What has to change").fill("Say what to use instead.");
  await approver.getByRole("button", { name: "Return to its author" }).click();
  await expect(approver.getByText("went back to those who wrote it", { exact: false })).toBeVisible();

  await officer.goto(`/bans/${code}/edit/words`);
  await expect(officer.getByRole("main")).toContainText("Say what to use instead.");
  await officer.locator('[name="summary.en"]').fill("It ends on 14 July. Use Qoder instead.");
  await proceed(officer, "What does it rest on?");
  await submit();

  await approve(approver, "Clear now.");
  await expect(approver.getByRole("main")).toContainText("1 of 2");
  await approve(secondApprover, "Agreed.");
});

test("a second officer publishes it, calls it back before anybody is told, and publishes it again", async () => {
  await publish(secondOfficer, "Publish ban for 3 people");
  await secondOfficer.locator("summary", { hasText: "Call back" }).click();
  await secondOfficer.getByLabel("What was wrong").fill("The manager asked for an hour.");
  await secondOfficer.getByRole("button", { name: "Call back version 1" }).click();
  await expect(secondOfficer.getByRole("main")).toContainText("This ban binds nobody yet.");
  await employee.goto("/");
  await expect(employee.getByRole("main")).not.toContainText(`OpenAI in ${team.name}`);
  await publish(secondOfficer, "Publish ban for 3 people");
  await expect(figure(secondOfficer, "Left")).toContainText("2");
});

test("the employee asks for an exception, and a second officer lets it begin", async () => {
  await employee.goto(`/exceptions/new?ban=${code}`);
  for (const duty of ["Stop using it", "Remove it"]) await employee.getByRole("checkbox", { name: duty }).check();
  await employee.getByLabel("Why it is needed").fill("A review of a client runs until August.");
  await employee.getByLabel("What you do instead to keep the risk low").fill("No source code of clients.");
  await employee.getByLabel("Last day").fill("2026-08-01");
  await employee.getByRole("button", { name: "Send the request" }).click();
  await employee.waitForURL(/\/exceptions\/(EX-)?\d+/);
  const path = new URL(employee.url()).pathname;

  await secondOfficer.goto(path);
  await secondOfficer.getByRole("button", { name: "Begin the review" }).click();
  await secondOfficer.getByLabel("Reason", { exact: true }).first().fill("Limited, and it ends.");
  await expect(secondOfficer.getByLabel(/^Do the same for/).first()).toBeChecked();
  await confirmed(secondOfficer, "Approve the exception", "Approve");
  await expect(secondOfficer.getByText("is approved and has begun", { exact: false })).toBeVisible();
  await officer.goto(`/bans/${code}`);
  await expect(figure(officer, "Exempt")).toContainText("1");
});

test("an inventory proves that it is gone, and the manager certifies", async ({ request }) => {
  moveClock(new Date(clockNow().getTime() + 6 * MINUTE));
  await deliver(request, [[CODEX], []], "second");
  await officer.goto(`/bans/${code}`);
  await expect(figure(officer, "Cleared")).toContainText("1");
  await manager.goto("/");
  await manager.getByRole("article").filter({ hasText: code }).getByRole("link", { name: "I certify this" }).click();
  await manager.getByRole("button", { name: "I certify this" }).click();
  await manager.waitForURL((url) => url.pathname === "/");
});

test("a change is a second version: told apart from the first, approved by two again, and published", async () => {
  await officer.goto(`/bans/${code}`);
  await officer.locator("summary", { hasText: "Change this ban" }).click();
  await officer.getByLabel("Why it changes").fill("The contact moved.");
  await officer.getByRole("button", { name: "Begin version 2" }).click();
  await officer.waitForURL(/\/edit\//);
  await officer.goto(`/bans/${code}/edit/words`);
  await officer.locator('[name="summary.en"]').fill("It ends on 14 July. Use Qoder instead, and ask the help desk.");
  await proceed(officer, "What does it rest on?");
  await submit();
  await approver.goto(`/bans/${code}/review`);
  await expect(approver.getByRole("heading", { name: "What changes" }).first()).toBeVisible();
  await expect(approver.getByRole("main")).toContainText("and ask the help desk");
  await approve(approver, "Fine.");
  await approve(secondApprover, "Fine.");
  await publish(secondOfficer, "Publish version 2 for 3 people");
  await expect(secondOfficer.locator("summary", { hasText: "Call back" })).toBeVisible();
});

test("it rests, goes on and ends, and each page says before what happens", async () => {
  await end(officer, "Suspend", "The replacement is down.", "Suspend ban");
  await expect(officer.getByRole("main")).toContainText("Li Wei suspended this ban");
  await employee.goto("/tools/openai-codex");
  await expect(employee.getByRole("main")).not.toContainText("Only until");
  await end(secondOfficer, "Resume", "It is back.", "Resume ban");
  await expect(figure(secondOfficer, "Cleared")).toContainText("1");
  await officer.goto(`/bans/${code}/end/lift`);
  await expect(officer.getByRole("main")).toContainText("An assessment for our data exists.");
  await expect(officer.getByRole("main")).toContainText("end with it");
  await end(officer, "Lift", "The assessment is there.", "Lift ban");
  await expect(officer.getByRole("main")).toContainText("Li Wei lifted this ban");
});

test("the auditor reads all of it on one page, and takes it away", async () => {
  await auditor.goto(`/bans/${code}`);
  await auditor.getByRole("navigation", { name: "Parts of the ban" }).getByRole("link", { name: "Record" }).click();
  await expect(heading(auditor)).toContainText(`Record of ${code}`);
  const main = auditor.getByRole("main");
  for (const said of [
    "The assessment is there.",
    "C-3 · The client silently reads",
    "Known, and small.",
    "Version 2",
    "Ended with the ban",
    "Approved by Chen Wei",
    "Approved by Tang Yue",
    "Clear now.",
    "A review of a client runs until August.",
    "Gao Lin · called a publication back",
    "Li Wei · suspended a ban",
    "Gao Lin · resumed a ban",
    "Ban lifted",
  ])
    await expect(main).toContainText(said);
  const download = auditor.waitForEvent("download");
  await auditor.getByRole("link", { name: "Download JSON" }).click();
  expect((await download).suggestedFilename()).toMatch(new RegExp(`^${code}_record_.*\\.json$`));
  const record = await (await auditor.request.get(`/api/v1/bans/${code}/record`)).json();
  expect(record).toMatchObject({ format: "interdict/ban-record/1", ban: { status: "LIFTED", endedBy: "Li Wei", version: 2 } });
  expect(record.versions).toHaveLength(2);
  expect((await manager.request.get(`/api/v1/bans/${code}/record`)).status()).toBe(403);
});
