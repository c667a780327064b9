import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { CODEX, fleetHosts, invite, type Laptop, newLaptop, newTeam, type SmallTeam } from "@/e2e/company";
import { arrive, clockNow, demo, moveClock, origin, signIn } from "@/e2e/stage";

// The life of a ban, on real payloads, in a real browser, by the people it takes. The tests build on one another.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

const HOUR = 3_600_000;
const CUTOFF = new Date("2026-07-10T00:00:00+08:00");

let officer: Page;
let approver: Page;
let manager: Page;
let employee: Page;
let team: SmallTeam;
let laptops: Laptop[];
let code: string;

async function deliver(api: APIRequestContext, body: Buffer, key: string): Promise<void> {
  const answer = await api.post("/api/v1/inventory/fleet?instance=journey", {
    headers: { authorization: `Bearer ${demo.tokens.inventory}`, "idempotency-key": key, "content-type": "application/json" },
    data: body,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  expect(await answer.json()).toMatchObject({ status: "DONE", rejected: 0 });
}

async function proceed(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The number under a figure's name, on the page of a ban. */
function figure(page: Page, label: string) {
  return page
    .getByRole("main")
    .locator("dl.metric-strip > div", { has: page.getByText(label, { exact: true }) })
    .locator("dd")
    .first();
}

test.beforeAll(async ({ browser }) => {
  officer = await signIn(browser, /^security officer/i);
  approver = await signIn(browser, /^approver/i);
  const administrator = await signIn(browser, /^administrator/i);
  team = await newTeam(administrator.request, origin, 2);
  laptops = team.people.map(newLaptop);
  const [first] = team.people;
  manager = await arrive(browser, await invite(administrator.request, origin, team.manager));
  employee = await arrive(browser, await invite(administrator.request, origin, first ?? team.manager));
});

test("an officer imports an inventory by the page and sees what it held", async () => {
  await officer.goto("/imports/new?system=fleet");
  const body = fleetHosts(
    clockNow(),
    laptops.map((laptop) => ({
      laptop,
      software: [CODEX, { name: "left-pad", version: "1.3.0", source: "npm_packages", path: "/opt/left-pad/package.json" }],
    })),
  );
  await officer.getByLabel(/^File/).setInputFiles({ name: "hosts.json", mimeType: "application/json", buffer: body });
  await officer.getByRole("button", { name: "Import this inventory" }).click();
  await officer.waitForURL(/\/imports\/\d+$/);
  await expect(officer.getByRole("main")).toContainText("2");
  const answer = await officer.request.get(`/api/v1${new URL(officer.url()).pathname}`);
  expect(await answer.json()).toMatchObject({ status: "DONE", devices: 2, rejected: 0, matched: 2, unmatched: 2 });
});

test("an officer drafts a ban step by step", async () => {
  await officer.goto("/bans");
  await officer.getByRole("button", { name: "New ban" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("What is banned?");
  code = /BAN-\d+/.exec(officer.url())?.[0] ?? "";

  await officer.getByLabel("Vendor, tool, package, model family or channel").fill("@openai/codex");
  await officer.getByRole("button", { name: "Search" }).click();
  await officer.getByRole("button", { name: "Add Codex", exact: true }).click();
  await expect(officer.getByRole("list", { name: "Banned" })).toContainText("Codex");
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("Whom does it bind?");
  await officer.getByLabel("Only the teams below").check();
  await officer.getByLabel("Team name").fill(team.name);
  await officer.getByRole("button", { name: "Search" }).click();
  await officer.getByRole("button", { name: `Include ${team.name}` }).click();
  await expect(officer.getByRole("list", { name: "Whom it binds" })).toContainText(team.name);
  await officer.getByLabel("Only the teams below").check();
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("by when?");
  await officer.getByLabel("Date", { exact: true }).fill("2026-07-10");
  await officer.getByLabel("Time", { exact: true }).fill("00:00");
  await officer.getByLabel("Time zone of the rule").selectOption("Asia/Shanghai");
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("use instead?");
  await officer.getByLabel("Tool name").fill("Qoder");
  await officer.getByRole("button", { name: "Search" }).click();
  await officer.getByRole("button", { name: "Choose Qoder", exact: true }).click();
  await expect(officer.getByRole("list", { name: "Use instead" })).toContainText("Qoder");
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("What do people read?");
  for (const [name, words] of [
    ["title", `Codex in ${team.name}`],
    ["summary", "Codex ends on 10 July. Use Qoder instead."],
    ["reason", "it has not been assessed for our data."],
  ] as const) {
    await officer.locator(`[name="${name}.en"]`).fill(words);
  }
  await officer.getByLabel("None. The page says so and names a contact.").check();
  await officer.getByLabel("Whom to ask, or to tell if it stops work").fill("ai-tools@meridian.example");
  await officer.getByLabel("Who answers for this ban").fill("Li Wei");
  await officer.getByLabel("Where people can ask").fill("ai-tools@meridian.example");
  await officer.getByLabel("Look at the ban again on").fill("2026-10-01");
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("What does it rest on?");
  await proceed(officer);

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("Whom and what does this touch?");
  await expect(officer.getByRole("main")).toContainText("3 people in 1 team get duties");
  await officer
    .getByRole("link", { name: "Continue" })
    .or(officer.getByRole("button", { name: "Continue" }))
    .click();

  await expect(officer.getByRole("heading", { level: 1 })).toContainText("Check your answers");
  await expect(officer.getByRole("main")).toContainText("23:59 on Thursday 9 July 2026 (Beijing time)");
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await expect(officer.getByText("is submitted", { exact: false })).toBeVisible();
});

test("the author cannot approve; somebody else can", async () => {
  const own = await officer.request.post(`/api/v1/bans/${code}/approval`, { headers: { origin, accept: "application/json" }, data: {} });
  expect(own.status()).toBe(403);
  await approver.goto(`/bans/${code}/review`);
  await expect(approver.getByRole("main")).toContainText("Codex ends on 10 July");
  await approver.getByRole("button", { name: `Approve ${code}` }).click();
  await approver
    .getByRole("alertdialog")
    .getByRole("button", { name: `Approve ${code}` })
    .click();
  await expect(approver.getByText("is approved", { exact: false })).toBeVisible();
});

test("publishing gives everybody their duties; a second press is told", async () => {
  await officer.goto(`/bans/${code}/review`);
  await officer.getByLabel(`Type ${code} to publish`).fill(code);
  await officer.getByRole("button", { name: "Publish ban for 3 people" }).click();
  await officer.waitForURL(`**/bans/${code}`);
  await expect(figure(officer, "Left")).toContainText("2");
  const again = await officer.request.post(`/api/v1/bans/${code}/publication`, {
    headers: { origin, accept: "application/json" },
    data: { code },
  });
  expect(again.status()).toBe(409);
});

test("the employee reads until when, and what to do", async () => {
  await employee.goto("/tools/openai-codex");
  await expect(employee.getByRole("main")).toContainText("Only until Thursday 9 July, then no.");
  await expect(employee.getByRole("main")).toContainText("Stop using Codex by 23:59 on Thursday 9 July 2026 (Beijing time)");
  await employee.goto("/");
  await expect(employee.getByRole("heading", { level: 1 })).toContainText("1 thing to do");
  await expect(employee.getByRole("main")).toContainText(laptops[0]?.hostName ?? "");
});

test("the employee attests, and the state is Checking", async () => {
  await employee.getByRole("link", { name: "I have removed it" }).first().click();
  await expect(employee.getByRole("heading", { level: 1 })).toContainText("Confirm you have removed");
  await employee.getByRole("button", { name: "I have removed it" }).click();
  await employee.waitForURL((url) => url.pathname === "/");
  await expect(employee.getByRole("main")).toContainText("Checking");
  await officer.goto(`/bans/${code}`);
  await expect(figure(officer, "Left")).toContainText("1");
  await expect(figure(officer, "Checking")).toContainText("1");
});

test("a newer complete inventory without it proves, and everybody's numbers move", async ({ request }) => {
  moveClock(new Date(clockNow().getTime() + HOUR));
  const [first, second] = laptops;
  if (!first || !second) throw new Error("two laptops");
  await deliver(
    request,
    fleetHosts(clockNow(), [
      { laptop: first, software: [] },
      { laptop: second, software: [CODEX] },
    ]),
    `${code}-second`,
  );
  await employee.goto("/");
  await expect(employee.getByRole("main")).toContainText("Cleared");
  await officer.goto(`/bans/${code}`);
  await expect(figure(officer, "Left")).toContainText("1");
  await expect(figure(officer, "Checking")).toContainText("0");
  await expect(figure(officer, "Cleared")).toContainText("1");

  await manager.goto("/teams");
  await manager.getByRole("link", { name: team.name }).first().click();
  await manager
    .getByRole("link", { name: `Codex in ${team.name}` })
    .first()
    .click();
  await expect(manager.getByText("1 person to go.").first()).toBeVisible();
  await expect(manager.getByRole("main")).toContainText(team.people[1]?.name ?? "");
  const foreign = await manager.request.get("/api/v1/teams");
  const { items }: { items: { name: string }[] } = await foreign.json();
  expect(items.map(({ name }) => name)).toEqual([team.name]);
});

test("after the cutoff whoever still has it is overdue", async () => {
  moveClock(new Date(CUTOFF.getTime() + 2 * HOUR));
  await officer.goto(`/bans/${code}`);
  await expect(figure(officer, "Overdue")).toContainText("1");
  await employee.goto("/tools/openai-codex");
  await expect(employee.getByRole("main")).toContainText("No.");
});

test("the officer lifts the ban with a reason, and it is all on record", async () => {
  await officer.goto(`/bans/${code}`);
  await officer.getByRole("link", { name: "Lift", exact: true }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toContainText(`Lift ${code}`);
  await expect(officer.getByRole("main")).toContainText("1 tool is no longer banned by this ban: Codex.");
  await officer.getByLabel("Why it ends").fill("The assessment is done.");
  await officer.getByRole("button", { name: "Lift ban" }).click();
  const sure = officer.getByRole("alertdialog").getByRole("button", { name: "Lift ban" });
  await sure.click();
  await expect(officer.getByText("is lifted", { exact: false })).toBeVisible();
  await employee.goto("/tools/openai-codex");
  await expect(employee.getByRole("main")).not.toContainText("Only until");
  await officer.goto(`/audit?q=${code}`);
  for (const deed of ["drafted a ban", "submitted a ban", "approved a ban", "published a ban", "lifted a ban"]) {
    await expect(officer.getByRole("table").getByText(deed).first()).toBeVisible();
  }
});
