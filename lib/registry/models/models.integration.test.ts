import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Refusal } from "@/lib/refusal";
import { editAccess, recordAccess, removeAccess } from "@/lib/registry/models/access/commands";
import { getAccess, listAccess, routesOf } from "@/lib/registry/models/access/queries";
import { readingOf } from "@/lib/registry/models/access/rules";
import { type AccessList, accessListSchema } from "@/lib/registry/models/access/schema";
import { createFamily, editFamily } from "@/lib/registry/models/commands";
import { familyVendors, getFamily, listFamilies } from "@/lib/registry/models/queries";
import { createFamilySchema, familyListSchema } from "@/lib/registry/models/schema";
import { findTool, getTool } from "@/lib/registry/queries";
import { getVendor } from "@/lib/registry/vendors/queries";
import { newAuditor, newOfficer, newPerson, testDatabaseUrl } from "@/lib/testing";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

const now = new Date("2026-07-08T07:00:00Z");
let officer: Awaited<ReturnType<typeof newOfficer>>["viewer"];

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), now);
  officer = (await newOfficer()).viewer;
});

const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => Promise.reject(new Error("Nothing was refused.")),
    (error) => error,
  );
const list = (given: Record<string, unknown> = {}): AccessList => accessListSchema.parse(given);
const edgeOf = async (tool: string, family: string) => {
  const { items } = await listAccess(officer, list({ tool, family }));
  const edge = items[0] && (await getAccess(officer, items[0].id));
  if (!edge) throw new Error(`${tool} does not reach ${family}.`);
  return edge;
};
const eventsOf = (subjectId: string) =>
  db.auditEvent.findMany({ where: { subjectId }, select: { action: true, reason: true, after: true }, orderBy: { id: "desc" } });
const words = { mode: "SELECTABLE", source: "Its manual", asOf: "2026-07-01" } as const;

test("families carry how many tools reach them, and the same numbers stand behind their rows", async () => {
  const { items } = await listFamilies(officer, familyListSchema.parse({ limit: 500 }));
  expect(items).toHaveLength(29);
  for (const { slug, tools, byMode } of items) {
    const reading = readingOf(await routesOf(officer, slug));
    expect(reading.tools).toBe(tools);
    expect(Object.fromEntries(Object.entries(reading.byMode).filter(([, n]) => n > 0))).toEqual(byMode);
  }
});

test("families are found by vendor with what it owns, by weights, mode and kind of channel", async () => {
  const slugs = async (given: object) => (await listFamilies(officer, familyListSchema.parse(given))).items.map(({ slug }) => slug);
  expect(await slugs({ vendor: "openai" })).toEqual(["openai-gpt", "openai-gpt-oss"]);
  expect(await slugs({ q: "claude" })).toEqual(["anthropic-claude"]);
  expect(await slugs({ vendor: "openai", weights: "open" })).toEqual(["openai-gpt-oss"]);
  expect(await slugs({ mode: "AUTO_ROUTED" })).toEqual(["anthropic-claude", "google-gemini", "openai-gpt", "alibaba-qwen"]);
  expect(await slugs({ kind: "self-hosted", q: "granite" })).toEqual(["ibm-granite"]);
  expect((await familyVendors(officer)).length).toBeGreaterThan(15);
});

test("edges are filtered, and walked page by page", async () => {
  const all = await listAccess(officer, list({ family: "anthropic-claude", limit: 500 }));
  expect(all.next).toBeNull();
  const first = await listAccess(officer, list({ family: "anthropic-claude", limit: 40 }));
  const walked = [...first.items];
  for (let { next } = first; next; ) {
    const page = await listAccess(officer, list({ family: "anthropic-claude", limit: 40, cursor: next }));
    walked.push(...page.items);
    next = page.next;
  }
  expect(walked).toEqual(all.items);
  const amazon = await listAccess(officer, list({ family: "anthropic-claude", controller: "amazon", limit: 500 }));
  expect(new Set(amazon.items.map(({ channel }) => channel.key))).toEqual(new Set(["amazon-bedrock"]));
  expect((await listAccess(officer, list({ tool: "cursor", mode: "DEFAULT" }))).items).toMatchObject([
    { family: { slug: "cursor-composer" }, channel: { label: "Cursor", kind: "third-party-tool", controlledBy: { slug: "anysphere" } } },
  ]);
  expect((await listAccess(officer, list({ kind: "self-hosted", controller: "none" }))).items.length).toBeGreaterThan(4);
});

test("a family names the tools that its users can point at it", async () => {
  const [claude, llama] = [await getFamily(officer, "anthropic-claude"), await getFamily(officer, "meta-llama")];
  expect(claude?.also.length).toBeGreaterThan(5);
  expect(llama?.also.length).toBeGreaterThan(claude?.also.length ?? 0);
  expect(claude?.also.map(({ slug }) => slug)).not.toContain("cline");
  expect(await getFamily(officer, "no-such-family")).toBeNull();
  // An address that cannot be one is not asked of the database, which knows no U+0000.
  for (const none of ["no\0ne", "\ud800", "x".repeat(10_000)])
    expect([
      await getFamily(officer, none),
      await getVendor(officer, none),
      await getTool(officer, none),
      await findTool(officer, none),
    ]).toEqual([null, null, null, null]);
});

test("a family is created with an address of vendor and name, once", async () => {
  const input = createFamilySchema.parse({ name: "Tiny", vendor: "Mistral AI", openWeights: "true", confidence: "LOW" });
  const vendor = await db.vendor.findUniqueOrThrow({ where: { slug: "mistral" }, select: { name: true } });
  expect(await createFamily(officer, { ...input, vendor: vendor.name }, now)).toMatchObject({ slug: "mistral-tiny", revision: 1 });
  expect(await refusalOf(createFamily(officer, { ...input, vendor: "mistral" }, now))).toMatchObject({ code: "conflict" });
  expect((await eventsOf("mistral-tiny")).map(({ action }) => action)).toEqual(["family.created"]);
  const reserved = await refusalOf(createFamily(officer, { ...input, vendor: "mistral", slug: "access" }, now));
  expect(reserved.fields.slug?.key).toBe("models.field.slugReserved");
});

test("whoever edits a family second is told who was first and what it says now", async () => {
  const first = await editFamily(officer, { slug: "meta-llama", revision: 1, changes: { licence: "Llama 5 License" } }, now);
  expect(first.revision).toBe(2);
  const late = await refusalOf(editFamily(officer, { slug: "meta-llama", revision: 1, changes: { licence: "MIT" } }, now));
  expect(late).toMatchObject({ code: "conflict", reason: { key: "models.overtaken.by", values: { who: "An officer" } } });
  expect(late.fields.licence).toEqual({ key: "models.overtaken.field", values: { value: "Llama 5 License" } });
  expect(await editFamily(officer, { slug: "meta-llama", changes: { licence: "Llama 5 License" } }, now)).toMatchObject({ revision: 2 });
});

test("an edge is recorded once, by names as well as by keys, and raises the tool's revision", async () => {
  const edge = await recordAccess(officer, { tool: "Aider", family: "DeepSeek", channel: "OpenRouter", ...words }, now);
  expect(await getAccess(officer, edge.id)).toMatchObject({
    tool: { slug: "aider" },
    channel: { key: "openrouter", kind: "gateway" },
    ...words,
    revision: 2,
  });
  const again = await refusalOf(recordAccess(officer, { tool: "aider", family: "deepseek", channel: "openrouter", ...words }, now));
  expect(again).toMatchObject({ code: "conflict", reason: { key: "models.refusal.there" } });
  expect(await db.modelAccess.count({ where: { tool: { slug: "aider" }, family: { slug: "deepseek" } } })).toBe(1);
});

test("two officers who record the same at once make one edge", async () => {
  const input = { tool: "aider", family: "mistral", channel: "la-plateforme", ...words };
  const results = await Promise.allSettled([recordAccess(officer, input, now), recordAccess(officer, input, now)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((result) => result.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict" });
});

test("an unknown family, an unknown tool and a day to come are refused by field", async () => {
  const fieldsOf = async (changes: object) =>
    Object.keys(
      (await refusalOf(recordAccess(officer, { tool: "aider", family: "meta-llama", channel: "x", ...words, ...changes }, now))).fields,
    );
  expect(await fieldsOf({ family: "no-such" })).toEqual(["family"]);
  expect(await fieldsOf({ tool: "no-such-tool-at-all" })).toEqual(["tool"]);
  expect(await fieldsOf({ asOf: "2027-01-01" })).toEqual(["asOf"]);
});

test("the mode of an edge is changed, and only a change of the same edge is in the way", async () => {
  const claude = await edgeOf("cursor", "anthropic-claude");
  const gpt = await edgeOf("cursor", "openai-gpt");
  const saved = await editAccess(officer, { id: claude.id, revision: claude.revision, changes: { mode: "DISABLED_BY_POLICY" } }, now);
  expect(saved.revision).toBe(claude.revision + 1);
  // Read before the other edge was changed.
  await editAccess(officer, { id: gpt.id, revision: gpt.revision, changes: { source: "Its settings", asOf: "2026-07-02" } }, now);
  const late = await refusalOf(editAccess(officer, { id: claude.id, revision: claude.revision, changes: { mode: "DEFAULT" } }, now));
  expect(late).toMatchObject({ code: "conflict", fields: { mode: { key: "models.overtaken.mode.DISABLED_BY_POLICY" } } });
  expect(await edgeOf("cursor", "anthropic-claude")).toMatchObject({ mode: "DISABLED_BY_POLICY" });
  const [event] = await eventsOf("cursor");
  expect(event).toMatchObject({ action: "access.recorded", after: { family: "openai-gpt", source: "Its settings", asOf: "2026-07-02" } });
});

test("an edge is removed with a reason, and the next catalogue does not bring it back", async () => {
  const edge = await edgeOf("poe", "anthropic-claude");
  await removeAccess(officer, { id: edge.id, revision: edge.revision, reason: "Its contract ended" }, now);
  expect(await getAccess(officer, edge.id)).toBeNull();
  expect((await eventsOf("poe"))[0]).toMatchObject({ action: "access.removed", reason: "Its contract ended" });
  await loadShippedCatalogue(testDatabaseUrl(), now);
  expect((await listAccess(officer, list({ tool: "poe", family: "anthropic-claude" }))).items).toEqual([]);
  expect(await refusalOf(removeAccess(officer, { id: edge.id, reason: "Again" }, now))).toMatchObject({ code: "not-found" });
});

test("auditors read and change nothing, employees do not even read", async () => {
  const { viewer: auditor } = await newAuditor();
  const { viewer: employee } = await newPerson();
  expect((await listFamilies(auditor, familyListSchema.parse({}))).items.length).toBeGreaterThan(20);
  await expect(recordAccess(auditor, { tool: "aider", family: "meta-llama", channel: "x", ...words }, now)).rejects.toThrow("forbidden");
  await expect(editFamily(auditor, { slug: "meta-llama", changes: {} }, now)).rejects.toThrow("forbidden");
  await expect(listAccess(employee, list())).rejects.toThrow("forbidden");
  await expect(getFamily(employee, "meta-llama")).rejects.toThrow("forbidden");
});
