import { expect, type Page, test } from "@playwright/test";
import { CODEX, fleetHosts, invite, newLaptop, newTeam } from "@/e2e/company";
import { arrive, clockNow, demo, moveClock, origin, signIn } from "@/e2e/stage";

const HOUR = 3_600_000;

async function post(page: Page, path: string, data: object) {
  const answer = await page.request.post(path, { headers: { origin, accept: "application/json" }, data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

test("somebody says it is gone, a newer inventory still finds it, and everybody reads so", async ({ browser, request }) => {
  test.setTimeout(120_000);
  const officer = await signIn(browser, /^security officer/i);
  const approver = await signIn(browser, /^approver/i);
  const administrator = await signIn(browser, /^administrator/i);
  const team = await newTeam(administrator.request, origin, 1);
  const [person] = team.people;
  if (!person) throw new Error("one person");
  const employee = await arrive(browser, await invite(administrator.request, origin, person));
  const laptop = newLaptop(person);
  const deliver = async (key: string) => {
    const answer = await request.post("/api/v1/inventory/fleet?instance=contradiction", {
      headers: {
        authorization: `Bearer ${demo.tokens.inventory}`,
        "idempotency-key": `${team.name}-${key}`,
        "content-type": "application/json",
      },
      data: fleetHosts(clockNow(), [{ laptop, software: [CODEX] }]),
    });
    expect(answer.status(), await answer.text()).toBe(201);
  };
  await deliver("first");

  // The same door that the wizard uses, for machines.
  const found = async (path: string) => (await officer.request.get(path)).json();
  const tool = (await found("/api/v1/tools?q=%40openai%2Fcodex")).items.find(({ slug }: { slug: string }) => slug === "openai-codex");
  const replacement = (await found("/api/v1/tools?q=qoder")).items[0];
  const unit = (await found(`/api/v1/teams?q=${encodeURIComponent(team.name)}`)).items[0];
  const content = {
    title: { en: `Codex in ${team.name}` },
    summary: { en: "Codex ends. Use Qoder instead." },
    reason: { en: "it has not been assessed." },
    selector: { vendors: [], tools: [tool.id] },
    population: { everyone: false, include: [unit.id], exclude: [] },
    duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-20T18:00", deadlineZone: "Asia/Shanghai" }],
    replacement: { toolId: replacement.id },
    exceptions: { allowed: false, contact: "ai-tools@meridian.example" },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: "ai-tools@meridian.example",
    reviewOn: "2026-12-01",
  };
  const { code } = await post(officer, "/api/v1/bans", { content });
  await post(officer, `/api/v1/bans/${code}/submission`, {});
  await post(approver, `/api/v1/bans/${code}/approval`, {});
  await post(officer, `/api/v1/bans/${code}/publication`, { code });

  await employee.goto("/");
  await employee.getByRole("link", { name: "I have removed it" }).first().click();
  await employee.getByRole("button", { name: "I have removed it" }).click();
  await employee.waitForURL((url) => url.pathname === "/");
  await expect(employee.getByRole("main")).toContainText("Checking");

  moveClock(new Date(clockNow().getTime() + HOUR));
  await deliver("second");
  await employee.goto("/");
  await expect(employee.getByRole("heading", { level: 1 })).toContainText("1 thing to do");
  await expect(employee.getByRole("main")).toContainText("Still found");
  await expect(employee.getByRole("main")).toContainText("/opt/homebrew/lib/node_modules/@openai/codex");

  await officer.goto(`/bans/${code}`);
  await officer.getByRole("link", { name: /1 still found after attesting/ }).click();
  await expect(officer.getByRole("table")).toContainText(person.name);
  const rows = await officer.request.get(`/api/v1/bans/${code}/people?flag=contradicted`);
  expect((await rows.json()).items).toHaveLength(1);
});
