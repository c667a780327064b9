import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db";
import { loadCatalogue } from "@/lib/registry/catalogue/commands";
import type { Catalogue } from "@/lib/registry/catalogue/schema";
import { shippedCatalogue } from "@/scripts/load-catalogue";

const now = new Date("2026-07-08T07:00:00Z");
const shipped = shippedCatalogue();
let client: PoolClient;

beforeAll(async () => {
  client = await pool.connect();
});
afterAll(() => client.release());
beforeEach(async () => {
  await client.query("DELETE FROM tool; DELETE FROM model_family; DELETE FROM vendor");
  await loadCatalogue(client, shipped, now);
});

async function one(sql: string): Promise<Record<string, unknown>> {
  return (await client.query(sql)).rows[0] ?? {};
}

const loads = () => one("SELECT count(*)::int AS n FROM audit_event WHERE action = 'catalogue.loaded'").then(({ n }) => Number(n));

/** The next edition: the catalogue with one tool changed. */
function edition(slug: string, change: (tool: Catalogue["tools"][number]) => void): Catalogue {
  const next = structuredClone(shipped);
  const tool = next.tools.find((candidate) => candidate.slug === slug);
  if (tool) change(tool);
  return next;
}

test("the whole catalogue arrives", async () => {
  const counts = await one(`SELECT (SELECT count(*) FROM tool)::int AS tools, (SELECT count(*) FROM vendor)::int AS vendors,
    (SELECT count(*) FROM model_family)::int AS families, (SELECT count(*) FROM identifier)::int AS identifiers`);
  expect(counts).toEqual({ tools: 107, vendors: 76, families: 29, identifiers: 601 });
});

test("loading again changes nothing and leaves no trace", async () => {
  const before = await loads();
  const again = await loadCatalogue(client, shipped, now);
  expect(Object.values(again).every(({ added, updated }) => added === 0 && updated === 0)).toBe(true);
  expect(await loads()).toBe(before);
});

test("a load says in the audit log what it did", async () => {
  await loadCatalogue(
    client,
    edition("cursor", (tool) => {
      tool.licence = "another";
    }),
    now,
  );
  const event = await one("SELECT after FROM audit_event WHERE action = 'catalogue.loaded' ORDER BY id DESC LIMIT 1");
  expect(event.after).toMatchObject({ tools: { added: 0, updated: 1 }, identifiers: { added: 0, updated: 0 } });
});

test("a field edited here stays, and the other fields of the same tool follow the catalogue", async () => {
  await client.query("UPDATE tool SET name = 'Cursor (ours)', clients = '{cli}' WHERE slug = 'cursor'");
  const next = edition("cursor", (tool) => {
    tool.name = "Cursor Next";
    tool.clients = ["desktop"];
    tool.licence = "changed";
  });
  await loadCatalogue(client, next, now);
  await loadCatalogue(client, next, now);
  expect(await one("SELECT name, clients, licence FROM tool WHERE slug = 'cursor'")).toEqual({
    name: "Cursor (ours)",
    clients: ["cli"],
    licence: "changed",
  });
});

test("a corrected identifier is not added a second time, and a removed one does not come back", async () => {
  await client.query(`UPDATE identifier SET value = 'com.qoder.plugin', match_value = 'com.qoder.plugin' WHERE value = 'com.qoder' AND kind = 'JETBRAINS';
    DELETE FROM identifier WHERE kind = 'ENV' AND value = 'DISABLE_AUTOUPDATER'`);
  const next = edition("qoder", (tool) => {
    for (const identifier of tool.identifiers) if (identifier.value === "com.qoder") identifier.confidence = "HIGH";
  });
  await loadCatalogue(client, next, now);
  expect(
    (await client.query("SELECT value, confidence FROM identifier WHERE kind = 'JETBRAINS' AND value LIKE 'com.qoder%'")).rows,
  ).toEqual([{ value: "com.qoder.plugin", confidence: "HIGH" }]);
  expect(await one("SELECT FROM identifier WHERE value = 'DISABLE_AUTOUPDATER'")).toEqual({});
  expect(await one("SELECT count(*)::int AS n FROM identifier")).toEqual({ n: 600 });
});

test("how a tool reaches a family stays as set here, and a removed channel stays away", async () => {
  const edge = "a.tool_id = (SELECT id FROM tool WHERE slug = 'cursor') AND a.family_id = (SELECT id FROM model_family WHERE slug";
  await client.query(`UPDATE model_access a SET mode = 'DISABLED_BY_POLICY' WHERE ${edge} = 'anthropic-claude');
    DELETE FROM model_access a WHERE ${edge} = 'xai-grok')`);
  const next = edition("cursor", (tool) => {
    for (const access of tool.access) access.mode = "SELECTABLE";
  });
  await loadCatalogue(client, next, now);
  const { rows } = await client.query(
    "SELECT f.slug, a.mode FROM model_access a JOIN model_family f ON f.id = a.family_id JOIN tool t ON t.id = a.tool_id WHERE t.slug = 'cursor' ORDER BY 1",
  );
  expect(rows).toEqual([
    { slug: "anthropic-claude", mode: "DISABLED_BY_POLICY" },
    { slug: "cursor-composer", mode: "SELECTABLE" },
    { slug: "google-gemini", mode: "SELECTABLE" },
    { slug: "openai-gpt", mode: "SELECTABLE" },
  ]);
});

test("what leaves the catalogue stays here", async () => {
  await loadCatalogue(client, { ...shipped, tools: shipped.tools.filter(({ slug }) => slug !== "poe") }, now);
  expect(await one("SELECT name FROM tool WHERE slug = 'poe'")).toEqual({ name: "Poe" });
});

test("a tool that was entered by hand is adopted with its words, and its gaps are filled", async () => {
  await client.query("DELETE FROM tool WHERE slug = 'poe'");
  await client.query(`INSERT INTO tool (slug, name, vendor_id, category, confidence)
    SELECT 'poe', 'Poe by hand', id, 'web-assistant', 'LOW' FROM vendor WHERE slug = 'quora'`);
  await loadCatalogue(client, shipped, now);
  expect(await one("SELECT name, homepage, confidence FROM tool WHERE slug = 'poe'")).toEqual({
    name: "Poe by hand",
    homepage: "https://poe.com",
    confidence: "LOW",
  });
});

test("a catalogue that breaks off leaves everything as it was", async () => {
  const broken = edition("cursor", (tool) => {
    tool.name = "Broken";
    tool.homepage = "\0";
  });
  await expect(loadCatalogue(client, broken, now)).rejects.toThrow();
  expect(await one("SELECT name FROM tool WHERE slug = 'cursor'")).toEqual({ name: "Cursor" });
});
