import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { fleetHosts, newLaptop, newTeam } from "@/e2e/company";
import { baseURL, clockNow, demo, origin } from "@/e2e/stage";
import { brokenSentences, browserOf, complaintsOf } from "@/e2e/world";

// Whatever somebody writes is text wherever it is shown: it runs nowhere, and nothing of it is lost.
test.setTimeout(180_000);

const MARK = `zq${Date.now().toString(36)}`;
/** Short enough to be quoted in full wherever an excerpt is shown. */
const HOSTILE = `${MARK}</script><img src=x onerror=canary=1>'"&lt;{{7}}`;
const [VENDOR, OTHER, TOOL, FAMILY] = [`vendor-${MARK}`, `other-${MARK}`, `tool-${MARK}`, `family-${MARK}`];
const PACKAGE = `package-${MARK}`;

type Answer = Record<string, unknown>;
type Send = (path: string, data: object | Buffer, token?: string) => Promise<Answer>;

function sender(api: APIRequestContext): Send {
  return async (path, data, token = demo.tokens.officer) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    const answer = await api.post(`/api/v1/${path}`, { headers, data });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBeLessThan(300);
    return (await answer.text()) === "" ? {} : await answer.json();
  };
}

async function writeVendors(send: Send): Promise<void> {
  const words = { legalName: HOSTILE, hqCity: HOSTILE, notes: HOSTILE };
  await send("vendors", { name: `Vendor ${HOSTILE}`, slug: VENDOR, ...words });
  await send("vendors", { name: `Other ${HOSTILE}`, slug: OTHER, parent: VENDOR });
  const source = { source: HOSTILE, sourceUrl: "https://example.com/?a=<b>&c='\"" };
  await send(`vendors/${VENDOR}/events`, { kind: "OTHER", happenedOn: "2026-07-01", title: HOSTILE, details: HOSTILE, ...source });
}

async function writeTool(send: Send): Promise<{ release: Answer; imported: Answer }> {
  const words = { aliases: [HOSTILE], licence: HOSTILE, notes: HOSTILE, anyService: [HOSTILE], anyWeights: [HOSTILE] };
  await send("tools", {
    ...{ name: `Tool ${HOSTILE}`, slug: TOOL, vendor: VENDOR, category: "coding-agent", homepage: "https://example.com/?a=<b>&c='\"" },
    ...{ confidence: "LOW", ...words },
  });
  const identifier = { confidence: "LOW", source: HOSTILE, note: HOSTILE };
  await send(`tools/${TOOL}/identifiers`, { kind: "WINDOWS_PROGRAM", value: HOSTILE, ...identifier });
  await send(`tools/${TOOL}/identifiers`, { kind: "NPM", value: PACKAGE, ...identifier });
  const release = await send(`tools/${TOOL}/releases`, { kind: "NPM", version: "1.0.0", note: HOSTILE, source: HOSTILE });
  const versions = { "1.0.1": { deprecated: HOSTILE }, [HOSTILE]: {} };
  const imported = await send(`tools/${TOOL}/releases/import`, { name: PACKAGE, versions });
  await send(`tools/${TOOL}/decisions`, {
    ...{ status: "APPROVED_WITH_CONDITIONS", conditions: HOSTILE, reason: HOSTILE, basis: HOSTILE, dataClasses: ["PUBLIC"] },
  });
  return { release, imported };
}

async function writeModels(send: Send): Promise<Answer> {
  const words = { licence: HOSTILE, notes: HOSTILE, confidence: "LOW" };
  await send("models", { name: `Family ${HOSTILE}`, slug: FAMILY, vendor: VENDOR, openWeights: false, ...words });
  return send("access", { tool: TOOL, family: FAMILY, channel: HOSTILE, mode: "SELECTABLE", source: HOSTILE });
}

/** A catalogue that says something else of our tool, and holds a row that cannot be taken. */
function offerCatalogue(send: Send): Promise<Answer> {
  const said = { confidence: "LOW", source: HOSTILE };
  const identifiers = [
    { kind: "PROCESS", value: HOSTILE, note: HOSTILE, ...said },
    { kind: HOSTILE, value: HOSTILE, ...said },
  ];
  const tool = { slug: TOOL, name: `Tool ${HOSTILE}`, vendor: VENDOR, category: "coding-agent", notes: `Theirs ${HOSTILE}`, ...said };
  const query = new URLSearchParams({ complete: "false", name: `${HOSTILE}.json` });
  return send(`catalogue/updates?${query}`, { vendors: [], families: [], tools: [{ ...tool, identifiers }] });
}

/** Software of that name on somebody's laptop, in a team that is marked as sensitive. */
async function reportSoftware(browser: Browser, send: Send, officer: APIRequestContext): Promise<{ item: number; team: number }> {
  const administrator = await browserOf(browser, "administrator");
  const team = await newTeam(administrator.request, origin, 1);
  await administrator.close();
  const { items: teams } = await (await officer.get(`/api/v1/teams?q=${encodeURIComponent(team.name)}`)).json();
  await send(`teams/${teams[0].id}/sensitivity`, { sensitive: true, reason: HOSTILE });
  const software = [{ name: HOSTILE, version: HOSTILE, source: "npm_packages", path: `/opt/${HOSTILE}/package.json` }];
  const laptops = team.people.map((person) => ({ laptop: { ...newLaptop(person), hostName: HOSTILE }, software }));
  await send("inventory/fleet?instance=hostile", fleetHosts(clockNow(), laptops), demo.tokens.inventory);
  const found = async () => (await (await officer.get(`/api/v1/triage?q=${MARK}`)).json()).items;
  await expect.poll(async () => (await found())[0]?.countedAt ?? null, { timeout: 60_000 }).not.toBeNull();
  const [{ id }] = await found();
  return { item: id, team: teams[0].id };
}

async function ask(browser: Browser): Promise<Answer> {
  const employee = await browserOf(browser, "employee");
  const data = { name: HOSTILE, purpose: HOSTILE, homepage: "https://example.com/?a=<b>&c='\"" };
  const answer = await employee.request.post("/api/v1/requests", { headers: { origin, accept: "application/json" }, data });
  expect(answer.status(), await answer.text()).toBe(201);
  const asked = await answer.json();
  const page = await employee.newPage();
  const complaints = complaintsOf(page);
  expect(await faultsOf(page, "/me/requests")).toEqual([]);
  expect(complaints).toEqual([]);
  await employee.close();
  return asked;
}

/** Everything hostile that a page holds stands there as it was written, as text or in a field, and has done nothing. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  const answer = await page.goto(path);
  if (answer?.status() !== 200) return [`${path} answered ${answer?.status()}`];
  const faults = await page.evaluate(
    ([hostile, mark]) => {
      const main = document.querySelector("main");
      for (const fold of main?.querySelectorAll("details") ?? []) fold.setAttribute("open", "");
      const fields = [...(main?.querySelectorAll<HTMLInputElement>("input, textarea, option") ?? [])].map(({ value }) => value);
      const said = [main?.textContent ?? "", document.title, ...fields].join("\n");
      return [
        "canary" in window && "ran it",
        document.querySelector("img[src='x'], [onerror]") && "made an element of it",
        !said.includes(hostile) && (said.includes(mark) ? "holds it in part" : "does not hold it"),
        /&(amp|quot|#39|lt;img)/.test(said) && "escapes it twice",
      ].filter((fault) => typeof fault === "string");
    },
    [HOSTILE, MARK] as const,
  );
  return faults.map((fault) => `${path} ${fault}`);
}

test("hostile words are text on every page of the registry, and in files", async ({ browser, request }) => {
  const officer = await browserOf(browser, "officer");
  await officer.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  const send = sender(request);
  await writeVendors(send);
  const { release, imported } = await writeTool(send);
  const access = await writeModels(send);
  const update = await offerCatalogue(send);
  const { item, team } = await reportSoftware(browser, send, officer.request);
  const asked = await ask(browser);

  const page = await officer.newPage();
  const complaints = complaintsOf(page);
  page.on("dialog", (dialog) => complaints.push(`${page.url()}: ${dialog.message()}`));
  const faults: string[] = [];
  for (const path of [
    `/vendors?q=${MARK}`,
    `/vendors/${VENDOR}`,
    `/vendors/${VENDOR}?record=1`,
    `/vendors/${VENDOR}/edit`,
    `/vendors/${VENDOR}/merge?q=${MARK}`,
    `/vendors/${OTHER}/merge?into=${VENDOR}`,
    `/registry?q=${MARK}`,
    `/tools?q=${MARK}`,
    `/tools/${TOOL}`,
    `/tools/${TOOL}/edit`,
    `/tools/${TOOL}/identifiers`,
    `/tools/${TOOL}/merge?into=cursor`,
    `/tools/${TOOL}/decide?step=decision`,
    `/tools/${TOOL}/releases`,
    `/tools/${TOOL}/releases/new`,
    `/tools/${TOOL}/releases/${release.id}`,
    `/tools/${TOOL}/releases/imports/${imported.id}`,
    `/models?q=${MARK}`,
    `/models/${FAMILY}`,
    `/models/${FAMILY}/edit`,
    `/models/access/new?tool=${TOOL}&family=${FAMILY}`,
    `/models/access/${access.id}`,
    `/decisions?q=${MARK}`,
    `/teams/${team}`,
    `/triage?q=${MARK}`,
    `/triage/${item}`,
    "/catalogue",
    `/catalogue/${update.id}`,
    `/requests?q=${MARK}`,
    `/requests/${asked.id}`,
    "/audit",
  ])
    faults.push(...(await faultsOf(page, path)));
  expect(faults).toEqual([]);
  expect(complaints).toEqual([]);
  expect(brokenSentences()).toEqual([]);

  for (const path of [
    `vendors/${VENDOR}`,
    `tools/${TOOL}`,
    `models/${FAMILY}`,
    `access/${access.id}`,
    `triage/${item}`,
    "registry/export",
  ]) {
    const answer = await officer.request.get(`/api/v1/${path}`);
    expect(answer.headers(), path).toMatchObject({
      "content-type": expect.stringMatching(/^application\/json/),
      "x-content-type-options": "nosniff",
    });
    expect(JSON.stringify(await answer.json()), path).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  }
  for (const path of [
    `vendors?format=csv&q=${MARK}`,
    `tools?format=csv&q=${MARK}`,
    `decisions?format=csv&q=${MARK}`,
    `tools/${TOOL}/releases/imports/${imported.id}/rejects`,
    `catalogue/updates/${update.id}/problems`,
  ]) {
    const answer = await officer.request.get(`/api/v1/${path}`);
    expect(answer.headers(), path).toMatchObject({
      "content-type": expect.stringMatching(/^text\/csv/),
      "x-content-type-options": "nosniff",
    });
    expect(await answer.text(), path).toContain(HOSTILE.replaceAll('"', '""'));
  }
  await officer.close();
});
