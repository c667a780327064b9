import { type APIRequestContext, type Browser, expect, test } from "@playwright/test";
import { demo, origin } from "@/e2e/stage";
import { browserOf, complaintsOf } from "@/e2e/world";

// Whatever somebody writes is text wherever it is shown: it runs nowhere, and nothing of it is lost.

const MARK = "zq7";
const HOSTILE = `${MARK}<img src=x onerror="window.canary=1"><script>window.canary=1</script>'"&{{7*7}}\${7*7}`;

async function send(api: APIRequestContext, path: string, data: object): Promise<Record<string, unknown>> {
  const answer = await api.post(`/api/v1/${path}`, { headers: { authorization: `Bearer ${demo.tokens.officer}` }, data });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBeLessThan(300);
  return (await answer.text()) === "" ? {} : await answer.json();
}

/** A vendor, a tool and everything that hangs on them, each with a hostile word in every field that takes one. */
async function writeHostileRows(browser: Browser, api: APIRequestContext) {
  const vendor = await send(api, "vendors", {
    name: `Vendor ${HOSTILE}`,
    slug: "hostile-vendor",
    legalName: HOSTILE,
    hqCity: HOSTILE,
    notes: HOSTILE,
  });
  await send(api, "vendors/hostile-vendor/events", {
    ...{
      kind: "OTHER",
      happenedOn: "2026-07-01",
      title: HOSTILE,
      details: HOSTILE,
      source: HOSTILE,
      sourceUrl: "https://example.com/?a=<b>",
    },
  });
  const tool = await send(api, "tools", {
    ...{ name: `Tool ${HOSTILE}`, slug: "hostile-tool", aliases: [HOSTILE], vendor: "hostile-vendor", category: "coding-agent-cli" },
    ...{ licence: HOSTILE, notes: HOSTILE, anyService: [HOSTILE], confidence: "LOW" },
  });
  await send(api, "tools/hostile-tool/identifiers", { kind: "NPM", value: HOSTILE, confidence: "LOW", source: HOSTILE, note: HOSTILE });
  await send(api, "models", {
    name: `Family ${HOSTILE}`,
    slug: "hostile-family",
    vendor: "hostile-vendor",
    openWeights: false,
    licence: HOSTILE,
    notes: HOSTILE,
    confidence: "LOW",
  });
  await send(api, "access", { tool: "hostile-tool", family: "hostile-family", channel: HOSTILE, mode: "SELECTABLE", source: HOSTILE });
  await send(api, "tools/hostile-tool/decisions", {
    ...{ status: "APPROVED_WITH_CONDITIONS", conditions: HOSTILE, reason: HOSTILE, basis: HOSTILE, dataClasses: ["PUBLIC"] },
  });
  const employee = await browserOf(browser, "employee");
  const request = await employee.request.post("/api/v1/requests", { headers: { origin }, data: { name: HOSTILE, purpose: HOSTILE } });
  expect(request.status(), await request.text()).toBeLessThan(300);
  await employee.close();
  return { vendor, tool };
}

const PAGES = [
  ...[
    "/vendors?q=zq7",
    "/vendors/hostile-vendor",
    "/vendors/hostile-vendor/edit",
    "/registry?q=zq7",
    "/tools?q=zq7",
    "/tools/hostile-tool",
  ],
  ...[
    "/tools/hostile-tool/edit",
    "/tools/hostile-tool/identifiers",
    "/models?q=zq7",
    "/models/hostile-family",
    "/decisions?q=zq7",
    "/requests",
  ],
  ...["/audit?q=hostile"],
];

test("hostile words are text on every page of the registry, and in a file", async ({ browser, request }) => {
  test.setTimeout(120_000);
  await writeHostileRows(browser, request);
  const officer = await browserOf(browser, "officer");
  await officer.addCookies([{ name: "locale", value: "en", url: demo.url }]);
  const page = await officer.newPage();
  const complaints = complaintsOf(page);
  page.on("dialog", (dialog) => complaints.push(`${page.url()}: ${dialog.message()}`));
  for (const path of PAGES) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.locator("main"), path).toContainText(MARK);
    expect(await page.evaluate(() => "canary" in window), path).toBe(false);
    expect(await page.locator("main img[src='x'], main script").count(), path).toBe(0);
    expect(await page.locator("main").textContent(), path).not.toContain("&lt;img");
  }
  // A field to edit holds exactly what was written.
  await page.goto("/tools/hostile-tool/edit");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`Tool ${HOSTILE}`);
  const csv = await officer.request.get("/api/v1/tools?format=csv&q=zq7");
  expect(await csv.text()).toContain('""window.canary=1""');
  expect(complaints).toEqual([]);
  await officer.close();
});
