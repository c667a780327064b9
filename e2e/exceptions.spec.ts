import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { baseURL, clockNow } from "@/e2e/stage";
import { browserOf, type Persona } from "@/e2e/world";

// A manager asks for an exception for somebody below, an officer reviews it, an approver decides, and the officer ends it early.

const main = (page: Page) => page.getByRole("main");
const day = (after: number) => new Date(clockNow().getTime() + after * 86_400_000).toISOString().slice(0, 10);

async function pageOf(browser: Parameters<typeof browserOf>[0], persona: Persona): Promise<Page> {
  // Forms work without scripts, and nothing asks twice.
  const context = await browserOf(browser, persona, { javaScriptEnabled: false });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  return context.newPage();
}

test("an exception is asked for, decided by somebody else, holds, and ends early with a new date", async ({ browser }) => {
  const why = `The tests of the release run with it (${randomUUID()}).`;
  const manager = await pageOf(browser, "manager");
  const listed = async (path: string) => (await (await manager.request.get(`/api/v1/${path}`)).json()).items;
  const taken = new Set((await listed("exceptions?state=all&limit=500")).map(({ subject }: { subject: { id: number } }) => subject.id));
  const somebody = (await listed("people?limit=100")).find(({ id }: { id: number }) => !taken.has(id));
  await manager.goto(`/exceptions/new?ban=BAN-6&for=person:${somebody.id}`);
  await expect(main(manager)).toContainText(somebody.name);
  await manager.getByRole("checkbox", { name: "Remove it" }).uncheck();
  await manager.getByLabel("Why it is needed").fill(why);
  await manager.getByLabel("Last day").fill(day(400));
  await manager.getByRole("button", { name: "Send the request" }).click();
  await expect(main(manager)).toContainText("This ban allows 60 days at most");
  await expect(manager.getByLabel("Why it is needed")).toHaveValue(why);
  await manager.getByLabel("Last day").fill(day(30));
  await manager.getByRole("button", { name: "Send the request" }).click();
  await expect(manager.getByRole("heading", { level: 1 })).toContainText("Exception EX-");
  await expect(main(manager)).toContainText("Requested");
  const { pathname } = new URL(manager.url());

  const officer = await pageOf(browser, "officer");
  await officer.goto(pathname);
  await officer.getByRole("button", { name: "Begin the review" }).click();
  await expect(main(officer)).toContainText("In review");

  const approver = await pageOf(browser, "approver");
  await approver.goto(pathname);
  const approval = main(approver).locator("section", { has: approver.getByRole("heading", { level: 2, name: "Approve", exact: true }) });
  await approval.getByLabel("Reason").fill("Until the release is out.");
  await approval.getByLabel("Last day", { exact: true }).fill(day(20));
  await approver.getByRole("button", { name: "Approve the exception" }).click();
  await expect(main(approver)).toContainText("Active");

  // It leaves within seconds.
  await expect(async () => {
    await manager.goto("/");
    await expect(main(manager)).toContainText("is approved", { timeout: 1_000 });
  }).toPass();
  await officer.goto(pathname);
  const end = main(officer).locator("section", { has: officer.getByRole("heading", { level: 2, name: "Revoke", exact: true }) });
  await end.getByLabel("Reason").fill("The release is out.");
  await end.getByLabel("New last day to do the duty").fill(day(5));
  await officer.getByRole("button", { name: "Revoke the exception" }).click();
  await expect(main(officer)).toContainText("Revoked");
});

test("a ban that allows no exceptions says why and whom to tell, and shows no form", async ({ browser }) => {
  const page = await pageOf(browser, "employee");
  await page.goto("/exceptions/new?ban=BAN-2");
  await expect(main(page)).toContainText("BAN-2 allows no exceptions.");
  await expect(main(page)).toContainText("ai-tools@meridian.example");
  await expect(page.getByRole("button", { name: "Send the request" })).toHaveCount(0);
});
