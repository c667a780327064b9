import { Readable } from "node:stream";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { setInput } from "@/lib/risk/classes/inputs";
import { setInputSchema } from "@/lib/risk/classes/schema";
import { newTool, tablesInForce, WORKED_EXAMPLE } from "@/lib/risk/classes/testing";
import { newApprover, newOfficer, testDatabaseUrl } from "@/lib/testing";
import { loadShippedTables, shippedTables } from "@/scripts/load-tables";
import { adoptEdition, discardEdition, proposeEdition } from "./commands";
import { getEdition, listEditions } from "./queries";
import type { Edition } from "./schema";

const JANUARY = new Date("2026-01-05T01:00:00Z");
const now = new Date("2026-07-08T07:00:00Z");

let officer: Awaited<ReturnType<typeof newOfficer>>;
let second: Awaited<ReturnType<typeof newApprover>>;

beforeEach(async () => {
  await db.classProposal.deleteMany();
  await db.classification.deleteMany();
  await db.riskInput.deleteMany();
  await tablesInForce(JANUARY);
  officer = await newOfficer();
  second = await newApprover();
});

/** The worked example's last row of priority made worse. */
const stricter = (version = "1.1.0"): Edition => {
  const copy = { ...structuredClone(shippedTables()), version };
  copy.tables[2]?.rows.splice(4, 1, "out-of-cycle");
  return copy;
};
const upload = (content: unknown, at = now) => proposeEdition(officer.viewer, Readable.from([Buffer.from(JSON.stringify(content))]), at);
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return error;
};

test("the start of the product takes the shipped tables once", async () => {
  await db.tableSet.deleteMany();
  expect(await loadShippedTables(testDatabaseUrl(), JANUARY)).toBe(true);
  expect(await loadShippedTables(testDatabaseUrl(), now)).toBe(false);
  expect(await listEditions(officer.viewer)).toMatchObject([{ version: "1.0.0", status: "CURRENT", origin: "shipped" }]);
});

describe("a new edition", () => {
  test("shows what it would change, changes nothing until a second person adopts it, and history keeps the tables of its day", async () => {
    const tool = await newTool("Cursor");
    for (const [input, value] of Object.entries(WORKED_EXAMPLE))
      await setInput(officer.viewer, { slug: tool.slug, ...setInputSchema.parse({ input, value, reason: "Looked." }) }, JANUARY);
    const { id, isNew } = await upload(stricter());
    expect(isNew).toBe(true);
    expect(await upload(stricter())).toEqual({ id, isNew: false });
    const shown = await getEdition(officer.viewer, id, now);
    expect(shown?.difference).toMatchObject({
      from: "1.0.0",
      cells: [{ table: "priority", row: 4, before: "scheduled", after: "out-of-cycle" }],
      tools: [{ slug: tool.slug, before: "MODERATE", after: "HIGH" }],
      compared: 1,
    });
    expect(await db.classification.count({ where: { toolId: tool.id, untilAt: null, class: "MODERATE" } })).toBe(1);
    expect((await refusalOf(adoptEdition(officer.viewer, { id, reason: "Stricter." }, now))).reason.key).toBe("classes.whyNot.ownTables");
    expect(await adoptEdition(second.viewer, { id, reason: "Stricter." }, now)).toEqual({ changed: 1 });
    const held = await db.classification.findMany({
      where: { toolId: tool.id },
      select: { class: true, cause: true, tableSet: { select: { version: true } } },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(held).toEqual([
      { class: "HIGH", cause: "tables", tableSet: { version: "1.1.0" } },
      { class: "MODERATE", cause: "inputs", tableSet: { version: "1.0.0" } },
    ]);
    expect(await db.classProposal.count({ where: { toolId: tool.id, status: "OPEN" } })).toBe(1);
    expect((await listEditions(officer.viewer)).map(({ version, status }) => `${version} ${status}`).sort()).toEqual([
      "1.0.0 RETIRED",
      "1.1.0 CURRENT",
    ]);
    expect(await db.auditEvent.count({ where: { action: "tables.adopted", subjectId: String(id) } })).toBe(1);
  });

  test("is refused with what is wrong and where, and nothing of it is kept", async () => {
    const keyOf = async (content: unknown) => (await refusalOf(upload(content))).reason.key;
    expect(await keyOf({})).toBe("classes.tables.form");
    const short = stricter();
    short.tables[0]?.rows.pop();
    const refusal = await refusalOf(upload(short));
    expect(refusal.reason).toEqual({ key: "classes.tables.mistakes", values: { count: 1 } });
    expect(refusal.fields.file).toEqual({ key: "classes.tables.mistake.rows", values: { table: "executionPower", needed: 81, found: 80 } });
    expect(await keyOf(stricter("1.0.0"))).toBe("classes.whyNot.versionTaken");
    const bytes = (text: string) => proposeEdition(officer.viewer, Readable.from([Buffer.from(text)]), now);
    expect((await refusalOf(bytes("<svg/>"))).reason.key).toBe("classes.tables.notJson");
    expect((await refusalOf(bytes("9".repeat(1_000_001)))).code).toBe("too-large");
    expect(await db.tableSet.count()).toBe(1);
  });

  test("can be put aside with a reason, and then no more be adopted", async () => {
    const { id } = await upload(stricter("2.0.0"));
    await discardEdition(officer.viewer, { id, reason: "A mistake." }, now);
    expect((await refusalOf(adoptEdition(second.viewer, { id, reason: "Still." }, now))).reason.key).toBe("classes.whyNot.tablesSettled");
  });
});
