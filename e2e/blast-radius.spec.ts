import { expect, type Page, test } from "@playwright/test";
import { baseURL, origin } from "@/e2e/stage";
import { browserOf } from "@/e2e/world";

// An officer sees what a vendor-wide ban touches, opens the rows behind its numbers, mends what the lint says and answers for the rest. An approver signs.

const main = (page: Page) => page.getByRole("main");
const english = { name: "locale", value: "en", url: baseURL };
const headers = { origin, accept: "application/json" };

let officer: Page;
let approver: Page;
let code: string;

test.beforeAll(async ({ browser }) => {
  const pages = await Promise.all(
    (["officer", "approver"] as const).map(async (persona) => {
      const context = await browserOf(browser, persona);
      await context.addCookies([english]);
      return context.newPage();
    }),
  );
  [officer, approver] = pages as [Page, Page];
  const { items } = await (await officer.request.get("/api/v1/vendors?q=anthropic")).json();
  const tool = await (await officer.request.get("/api/v1/tools/qoder")).json();
  const drafted = await officer.request.post("/api/v1/bans", {
    headers,
    data: {
      content: {
        selector: { vendors: [items[0].id], tools: [] },
        population: { everyone: true, include: [], exclude: [] },
        duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-19T00:00", deadlineZone: "Asia/Shanghai" }],
        replacement: { toolId: tool.id },
        replacementAvailableOn: "2026-08-01",
      },
    },
  });
  expect(drafted.status()).toBe(201);
  code = (await drafted.json()).code;
});

test("every number opens its rows", async () => {
  await officer.goto(`/bans/${code}/blast-radius`);
  const figure = main(officer).locator(".metric").filter({ hasText: "Devices" }).getByRole("link");
  const devices = Number((await figure.textContent())?.replaceAll(",", ""));
  expect(devices).toBeGreaterThan(0);
  await figure.click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Devices with something in scope");
  const rows = await (await officer.request.get(`/api/v1/bans/${code}/blast-radius/devices?limit=500`)).json();
  expect(rows.items.length).toBe(Math.min(500, devices));
  const file = await officer.request.get(`/api/v1/bans/${code}/blast-radius/devices?format=csv`);
  expect((await file.text()).trim().split("\r\n").length).toBe(devices + 1);
});

test("third-party tools stand by the way they reach it", async () => {
  await officer.goto(`/bans/${code}/blast-radius`);
  const link = main(officer).getByRole("link", { name: /tools?, can be chosen$/ });
  const tools = Number(await link.textContent());
  await link.click();
  await expect(main(officer).getByRole("row")).toHaveCount(tools + 1);
});

test("the lint says what is wrong with the date, and a warning is accepted with its reason", async () => {
  await officer.goto(`/bans/${code}/edit/blast-radius`);
  const finding = main(officer).getByRole("listitem").filter({ hasText: "19 July 2026, at a weekend" });
  await expect(finding.getByRole("link", { name: "Change the dates" })).toHaveAttribute("href", `/bans/${code}/edit/cutoff`);
  await finding.getByText("Accept this warning").click();
  await finding.getByLabel("Why this is acceptable").fill("The weekend shift is on duty.");
  await finding.getByRole("button", { name: "Accept warning" }).click();
  await expect(main(officer).getByText("accepted this: The weekend shift is on duty.")).toBeVisible();
});

test("a contradiction waits for an approver who did not write it", async () => {
  const { whyNotPublish } = await (await officer.request.get(`/api/v1/bans/${code}/lint`, { headers })).json();
  expect(whyNotPublish).toContain("mended first");
  const own = await officer.request.post(`/api/v1/bans/${code}/lint/acceptances`, {
    headers,
    data: { check: "replacement-late", reason: "Two weeks without are bearable." },
  });
  expect(own.status()).toBe(409);
  await approver.goto(`/bans/${code}/blast-radius`);
  const finding = main(approver).getByRole("listitem").filter({ hasText: "after the cutoff" });
  await finding.getByText("Sign for this contradiction").click();
  await finding.getByLabel("Why this is acceptable").fill("Two weeks without are bearable.");
  await finding.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(main(approver).getByText("signed for this: Two weeks without are bearable.")).toBeVisible();
});

test("a change freeze is recorded, found by the lint and taken away again", async () => {
  await officer.goto("/calendar");
  await officer.getByText("Record a change freeze").click();
  const form = officer.getByRole("group").filter({ has: officer.getByRole("button", { name: "Record freeze" }) });
  await form.getByLabel("Team").fill("1");
  await form.getByLabel("Date").first().fill("2026-07-14");
  await form.getByLabel("Date").last().fill("2026-07-16");
  await form.getByLabel("Why").fill("Moving the data centre");
  await form.getByRole("button", { name: "Record freeze" }).click();
  const row = main(officer).getByRole("row").filter({ hasText: "Moving the data centre" });
  await expect(row).toBeVisible();
  await officer.goto(`/bans/${code}/edit/blast-radius`);
  await expect(main(officer)).toContainText("(Moving the data centre)");
  await officer.goto("/calendar");
  await row.getByRole("button", { name: "Remove" }).click();
  await officer.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
});
