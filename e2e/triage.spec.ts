import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { fleetHosts, type Installed, invite, type Laptop, newLaptop, newTeam } from "@/e2e/company";
import { arrive, clockNow, demo, origin, signIn } from "@/e2e/stage";

// Software that nobody knows arrives with an inventory, becomes a tool with a decision, and the employee who has it reads the answer.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

const mark = randomUUID().slice(0, 8);
const NAME = `zephyr-gpt-${mark}`;
const TOOL = `Zephyr ${mark}`;
const npm = (name: string): Installed => ({
  ...{ name, version: "1.2.0", source: "npm_packages", path: `/Users/somebody/.nvm/lib/node_modules/${name}/package.json` },
});

let officer: Page;
let employee: Page;
let laptops: Laptop[];

const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

test.beforeAll(async ({ browser }) => {
  officer = await signIn(browser, /^security officer/i);
  const administrator = await signIn(browser, /^administrator/i);
  const team = await newTeam(administrator.request, origin, 2);
  laptops = team.people.map(newLaptop);
  const [first] = team.people;
  employee = await arrive(browser, await invite(administrator.request, origin, first ?? team.manager));
});

test("what an inventory brings and nothing matches is counted and rated within seconds", async ({ request }) => {
  const software = [npm(NAME), npm(`plain-a-${mark}`), npm(`plain-b-${mark}`), npm(`plain-c-${mark}`)];
  const answer = await request.post("/api/v1/inventory/fleet?instance=triage", {
    headers: { authorization: `Bearer ${demo.tokens.inventory}`, "idempotency-key": `triage-${mark}`, "content-type": "application/json" },
    data: fleetHosts(
      clockNow(),
      laptops.map((laptop) => ({ laptop, software })),
    ),
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await expect
    .poll(
      async () => {
        const { items } = await (await officer.request.get(`/api/v1/triage?q=${NAME}`)).json();
        return items[0]?.countedAt === null || items[0]?.score === null ? null : items[0]?.devices;
      },
      { timeout: 60_000 },
    )
    .toBe(2);
  await officer.goto(`/triage?q=${mark}`);
  await expect(officer.getByRole("row").nth(1)).toContainText(NAME);
  await expect(row(officer, NAME)).toContainText("Likely: “gpt” in its name");
  await officer.goto("/");
  await expect(officer.getByRole("main")).toContainText(/likely (an )?AI tools?/);
});

test("its page says why, where and how often, and names nobody", async () => {
  await officer.goto(`/triage?q=${mark}`);
  await officer.getByRole("link", { name: NAME, exact: true }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(NAME);
  const main = officer.getByRole("main");
  await expect(main).toContainText("40 points");
  await expect(main).toContainText("~/.nvm/lib/node_modules");
  await expect(main).not.toContainText("somebody");
  await expect(main).not.toContainText(laptops[0]?.owner.name ?? "");
});

test("several at once are dismissed with a reason, and that is undone", async () => {
  await officer.goto(`/triage?q=${mark}`);
  for (const letter of ["a", "b"]) await officer.getByRole("checkbox", { name: `Choose plain-${letter}-${mark}` }).check();
  await officer.getByLabel("Dismiss: not an AI tool").check();
  await officer.getByRole("button", { name: "Apply" }).click();
  await expect(officer.getByText("Say why in a few words.").first()).toBeVisible();
  await officer.getByLabel("Reason").fill("Libraries of ours.");
  await officer.getByRole("button", { name: "Apply" }).click();
  await expect(row(officer, `plain-a-${mark}`)).toHaveCount(0);
  await expect(row(officer, `plain-c-${mark}`)).toHaveCount(1);
  const step = officer.getByRole("listitem").filter({ hasText: `plain-a-${mark}` });
  await step.getByRole("button", { name: "Undo" }).click();
  await expect(row(officer, `plain-a-${mark}`)).toHaveCount(1);
  await expect(step).toContainText("Undone");
});

test("all that the filter names, and a set that has changed is refused", async () => {
  await officer.goto(`/triage?q=${mark}&state=open`);
  await officer.getByLabel("All 4 items that the filters name").check();
  await officer.getByLabel("Dismiss: not an AI tool").check();
  await officer.getByLabel("Reason").fill("All of them.");
  const { items } = await (await officer.request.get(`/api/v1/triage?q=plain-c-${mark}`)).json();
  const other = await officer.request.post("/api/v1/triage/actions", {
    headers: { origin, accept: "application/json" },
    data: { deed: "dismiss", items: [items[0].id], reason: "Meanwhile." },
  });
  expect(other.status()).toBe(201);
  await officer.getByRole("button", { name: "Apply" }).click();
  await expect(officer.getByText("has changed since you opened the list", { exact: false })).toBeVisible();
  await expect(row(officer, NAME)).toHaveCount(1);
});

test("the officer makes a tool of it and decides on it", async () => {
  await officer.goto(`/triage?q=${NAME}`);
  await officer.getByRole("link", { name: NAME, exact: true }).click();
  const form = officer.locator("section", { has: officer.getByRole("heading", { name: "Create a tool from it" }) });
  await form.getByLabel("Name", { exact: true }).fill(TOOL);
  await form.getByLabel("Vendor").fill("OpenAI");
  await form.getByLabel("Category").selectOption("coding-agent");
  await form.getByRole("button", { name: "Create tool" }).click();
  await officer.waitForURL(/\/tools\/zephyr-/);
  const { pathname } = new URL(officer.url());
  await officer.goto(`${pathname}/decide?step=decision`);
  await officer.getByLabel("Not approved").check();
  await officer.getByLabel("Reason").fill("It sends our code to an unknown place.");
  await officer.getByRole("button", { name: "Record the decision" }).click();
  await officer.waitForURL((url) => !url.pathname.endsWith("/decide"));

  await employee.goto(pathname);
  await expect(employee.getByRole("main")).toContainText("No.");
  await expect(employee.getByRole("main")).toContainText(TOOL);
  await employee.goto("/");
  await expect(employee.getByRole("main")).toContainText(TOOL);
});

test("undoing says what keeps the tool", async () => {
  await officer.goto("/triage");
  const step = officer.getByRole("listitem").filter({ hasText: TOOL });
  await step.getByRole("button", { name: "Undo" }).click();
  await expect(officer.getByText(`${TOOL} stays: there are decisions on it.`, { exact: false })).toBeVisible();
  await officer.goto(`/triage?q=${NAME}`);
  await expect(row(officer, NAME)).toHaveCount(1);
  await employee.goto("/");
  await expect(employee.getByRole("main")).not.toContainText(TOOL);
});
