import { expect, type Page, test } from "@playwright/test";
import { invite, newTeam, type SmallTeam } from "@/e2e/company";
import { arrive, origin, signIn } from "@/e2e/stage";

// Duties that no inventory can show, from the page where they are asked for to the second look at their record. The tests build on one another.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let officer: Page;
let approver: Page;
let manager: Page;
let employee: Page;
let owner: Page;
let team: SmallTeam;
let code: string;

const headers = { origin, accept: "application/json" };

/** The fields of one duty, folded out. */
async function duty(page: Page, name: string) {
  const group = page.getByRole("group", { name, exact: true });
  const details = group.locator("details");
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  return group;
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  officer = await signIn(browser, /^security officer/i);
  approver = await signIn(browser, /^approver/i);
  const administrator = await signIn(browser, /^administrator/i);
  team = await newTeam(administrator.request, origin, 2);
  const [first = team.manager, second = team.manager] = team.people;
  manager = await arrive(browser, await invite(administrator.request, origin, team.manager));
  employee = await arrive(browser, await invite(administrator.request, origin, first));
  owner = await arrive(browser, await invite(administrator.request, origin, second));
});

test("an officer asks for duties, names who answers for one and gives a team its own date", async () => {
  const tools = await (await officer.request.get("/api/v1/tools?q=zed&limit=1")).json();
  const teams = await (await officer.request.get(`/api/v1/teams?q=${encodeURIComponent(team.name)}`)).json();
  const content = {
    title: { en: `Zed in ${team.name}` },
    summary: { en: "Zed ends here." },
    reason: { en: "it has not been assessed for our data." },
    selector: { vendors: [], tools: [tools.items[0].id] },
    population: { everyone: false, include: [teams.items[0].id], exclude: [] },
    replacement: { none: { owner: "Li Wei", nextUpdateOn: "2026-08-01" } },
    exceptions: { allowed: false, contact: "ai-tools@meridian.example" },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: "ai-tools@meridian.example",
    reviewOn: "2026-10-01",
  };
  const drafted = await officer.request.post("/api/v1/bans", { headers, data: { content } });
  code = (await drafted.json()).code;
  await officer.goto(`/bans/${code}/edit/cutoff`);
  await officer.getByLabel("Date", { exact: true }).fill("2026-07-14");
  await officer.getByLabel("Time", { exact: true }).fill("18:00");
  for (const name of ["Close its accounts", "Replace credentials it could read", "Certify that it is gone"])
    await officer.getByRole("checkbox", { name }).check();

  const accounts = await duty(officer, "Close its accounts");
  const [, second] = team.people;
  await accounts.getByLabel("Name or address of who answers for it").fill(second?.name ?? "");
  await accounts.getByRole("button", { name: "Look up" }).click();
  await accounts.getByRole("button", { name: `Name ${second?.name}` }).click();
  await expect(accounts).toContainText(`Answers for it: ${second?.name}`);
  // What was typed before the look-up is still there.
  await expect(officer.getByLabel("Date", { exact: true })).toHaveValue("2026-07-14");
  await expect(officer.getByRole("checkbox", { name: "Certify that it is gone" })).toBeChecked();

  const removal = await duty(officer, "Remove it");
  await removal.getByLabel("Team name").fill(team.name);
  await removal.getByRole("button", { name: "Add a team's own date" }).click();
  await removal.getByRole("button", { name: `Give ${team.name} a date of its own` }).click();
  await removal.getByLabel(`Date for ${team.name}`).fill("2026-07-20");
  const credentials = await duty(officer, "Replace credentials it could read");
  await credentials.getByLabel("What to do, in English").fill("Every key in your shell profile.");
  await officer.getByRole("button", { name: "Continue" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toContainText("use instead?");

  await officer.goto(`/bans/${code}/edit/cutoff`);
  await expect(officer.getByRole("list", { name: "Timeline" })).toContainText(`Own date of ${team.name}`);
});

test("a named duty without a name is asked for, and nothing typed is lost", async () => {
  await officer.goto(`/bans/${code}/edit/cutoff`);
  await officer.getByRole("checkbox", { name: "Block it on the network" }).check();
  await officer.getByRole("button", { name: "Continue" }).click();
  await expect(officer.getByText("Name who answers for it", { exact: false }).first()).toBeVisible();
  await expect(officer.getByRole("checkbox", { name: "Block it on the network" })).toBeChecked();
});

test("published, everybody finds their own duties and why by then", async () => {
  const post = async (page: Page, path: string, data: object = {}) => {
    const answer = await page.request.post(`/api/v1/bans/${code}/${path}`, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  await post(officer, "submission");
  await post(approver, "approval");
  await post(officer, "publication", { code });

  await owner.goto("/");
  await expect(owner.getByRole("main")).toContainText("Close the accounts of Zed");
  await employee.goto("/");
  await expect(employee.getByRole("main")).toContainText("Replace the credentials that Zed could read");
  await expect(employee.getByRole("main")).toContainText("Every key in your shell profile.");
  await employee.goto("/me/duties");
  await expect(employee.getByRole("row", { name: /^Remove it Zed/ })).toContainText(`${code} has an own date for ${team.name}`);
  await expect(employee.getByRole("row", { name: /^Remove it Zed/ })).toContainText("20 July 2026");
});

test("a statement is said once and kept in its words", async () => {
  await employee.goto("/");
  await employee.getByRole("link", { name: "I have done this" }).first().click();
  await expect(employee.getByRole("main")).toContainText("I have replaced the credentials that Zed could read.");
  await employee.getByRole("button", { name: "I have done this" }).click();
  await employee.waitForURL((url) => url.pathname === "/");
  await employee.goto("/me/duties");
  await expect(employee.getByRole("main")).toContainText("You confirmed this on");
});

test("a manager certifies with the numbers beside the statement", async () => {
  await manager.goto("/");
  await expect(manager.getByRole("main")).toContainText("3 people in your teams");
  await manager.getByRole("link", { name: "I certify this" }).first().click();
  await expect(manager.getByRole("main")).toContainText("At this moment: 0 of 3 still found");
  await manager.getByRole("button", { name: "I certify this" }).click();
  await manager.waitForURL((url) => url.pathname === "/");
});

test("a record needs its place, waits for a second person, and is accepted", async () => {
  await owner.goto("/");
  await owner.getByRole("link", { name: "I have done this" }).first().click();
  await owner.getByLabel("Where the record is").fill("IT-4711");
  await owner.getByRole("button", { name: "I have done this" }).click();
  await owner.waitForURL((url) => url.pathname === "/");

  await officer.goto("/");
  await officer.getByRole("link", { name: `1 record of Zed in ${team.name} waits for a second look` }).click();
  await officer.getByRole("link", { name: team.people[1]?.name ?? "" }).click();
  await expect(officer.getByRole("main")).toContainText("IT-4711");
  await officer.getByRole("button", { name: "Accept the record" }).click();
  await expect(officer.getByText("The record is accepted.")).toBeVisible();
  await officer.goto(`/bans/${code}/confirmations?state=verified`);
  await expect(officer.getByRole("table")).toContainText("IT-4711");
  await owner.goto("/me/duties");
  await expect(owner.getByRole("main")).toContainText("looked at your record and accepted it");
});
