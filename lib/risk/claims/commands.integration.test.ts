import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addVendor } from "@/lib/registry/vendors/testing";
import { editClaim } from "@/lib/risk/claims/commands";
import { getClaim } from "@/lib/risk/claims/detail/queries";
import { removeSource } from "@/lib/risk/claims/documents/commands";
import { knownOf } from "@/lib/risk/claims/known/queries";
import { claimCsvRows, listClaims } from "@/lib/risk/claims/queries";
import { claimListSchema, editClaimSchema, recordClaimSchema } from "@/lib/risk/claims/schema";
import { disputeClaim, endDispute, linkContradiction, unlinkContradiction } from "@/lib/risk/claims/settling/commands";
import { disputeSchema } from "@/lib/risk/claims/settling/schema";
import { AT, addClaim, addDocument, addTool, rest, step, whyNot } from "@/lib/risk/claims/testing";
import { editSource } from "@/lib/risk/sources/commands";
import { getSource, listSources } from "@/lib/risk/sources/queries";
import { recordSourceSchema } from "@/lib/risk/sources/schema";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
let colleague: Awaited<ReturnType<typeof newOfficer>>;
let vendor: { slug: string };
let tool: { id: number; slug: string };

beforeAll(async () => {
  [officer, colleague] = [await newOfficer({ name: "Li Wei" }), await newOfficer({ name: "Gao Lin" })];
  vendor = await addVendor(officer.viewer, { name: "Vendor of claims" });
  tool = await addTool(officer.viewer, vendor.slug);
});

const claimAt = async (id: number, day = "2026-07-08") => {
  const claim = await getClaim(officer.viewer, id, day);
  if (!claim) throw new Error(`There is no claim ${id}.`);
  return claim;
};
const edit = (id: number, changes: object, revision?: number, by = officer) =>
  editClaim(by.viewer, { id, revision, changes: editClaimSchema.parse(changes) }, AT);

describe("recording", () => {
  test("a claim is about a tool or a vendor, and never both or neither", async () => {
    expect((await whyNot(addClaim(officer.viewer, {})))?.fields.tool).toMatch(/Say what it is about/);
    expect((await whyNot(addClaim(officer.viewer, { tool: tool.slug, vendor: vendor.slug })))?.fields.vendor).toMatch(/not both/);
    const { id } = await addClaim(officer.viewer, { vendor: "Vendor of claims" });
    expect(await claimAt(id)).toMatchObject({ tool: null, vendor: { slug: vendor.slug }, state: { kind: "reported" }, effect: null });
  });

  test("a tool or vendor that nobody knows is said in its field", async () => {
    expect((await whyNot(addClaim(officer.viewer, { tool: "no-such-tool-anywhere" })))?.fields.tool).toBeDefined();
    expect((await whyNot(addClaim(officer.viewer, { vendor: "no such vendor anywhere" })))?.fields.vendor).toBeDefined();
  });

  test("only a tool has versions, and they are written as VERS", async () => {
    expect(
      (await whyNot(addClaim(officer.viewer, { vendor: vendor.slug, versionRange: "vers:npm/>=1.0.0" })))?.fields.versionRange,
    ).toMatch(/Only tools have versions/);
    expect((await whyNot(addClaim(officer.viewer, { tool: tool.slug, versionRange: ">=1.0.0" })))?.fields.versionRange).toBeDefined();
    expect(await whyNot(addClaim(officer.viewer, { tool: tool.slug, versionRange: "vers:npm/>=1.0.0" }))).toBeNull();
  });

  test("days that have not come are refused, and a step that is dated needs its day", async () => {
    const wrong = { tool: tool.slug, reportedOn: "2026-07-09", milestone: "FIXED" };
    expect((await whyNot(addClaim(officer.viewer, wrong)))?.fields).toEqual({
      reportedOn: "This day has not come yet. Give today or an earlier day.",
      happenedOn: "Say which day it names, or leave the step empty.",
    });
  });

  test("text is bounded and a second body of the same form says the same", () => {
    const common = { tool: "x", bearing: "RAISES", reportedOn: "2026-06-30" };
    expect(recordClaimSchema.safeParse({ ...common, statement: "a".repeat(1_001) }).success).toBe(false);
    expect(recordClaimSchema.safeParse({ ...common, statement: "a", extra: 1 }).success).toBe(false);
  });

  test("whoever may only read records nothing, and an employee reads no ledger", async () => {
    const [auditor, employee] = [await newAuditor(), await newPerson()];
    expect((await whyNot(addClaim(auditor.viewer, { tool: tool.slug })))?.code).toBe("forbidden");
    expect((await whyNot(listClaims(employee.viewer, { limit: 10 })))?.code).toBe("forbidden");
    expect(await whyNot(knownOf(employee.viewer, tool.slug))).toBeNull();
  });
});

describe("two people editing", () => {
  test("the second reads who was first, when, and what it says now; nothing is overwritten", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug, statement: "It reads the clock." });
    await edit(id, { statement: "It reads the time zone.", note: "Looked at again." }, 1, colleague);
    const refused = await whyNot(edit(id, { statement: "It reads the locale.", bearing: "CONTEXT" }, 1));
    expect(refused).toEqual({
      code: "conflict",
      detail: "Gao Lin changed this claim on 8 July 2026, 15:00, while you were editing. Look at the marked fields, then save again.",
      fields: { statement: "Now it says: It reads the time zone." },
    });
    expect(await claimAt(id)).toMatchObject({ statement: "It reads the time zone.", bearing: "RAISES", revision: 2 });
  });

  test("what is the same leaves no trace", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug, statement: "It stays." });
    const events = () => db.auditEvent.count({ where: { subjectKind: "claim", subjectId: String(id) } });
    expect(await edit(id, { statement: "It stays.", tool: tool.slug })).toEqual({ id, revision: 1 });
    expect(await events()).toBe(1);
  });

  test("what is over is edited no more; what findings rest on keeps whom it is about", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug });
    const finding = { title: "F", summary: "S", behaviour: "OTHER", openedOn: AT, recordedAt: AT, updatedAt: AT } as const;
    await db.finding.create({
      data: { ...finding, toolId: tool.id, claims: { create: { claimId: id, addedAt: AT } } },
      select: { id: true },
    });
    expect((await whyNot(edit(id, { tool: null, vendor: vendor.slug })))?.detail).toMatch(/1 finding rests on this claim/);
    await step(officer.viewer, id, "RETRACTED");
    expect((await whyNot(edit(id, { note: "Later." })))?.detail).toMatch(/was retracted, and that is final/);
  });
});

describe("documents", () => {
  test("a claim rests on a known document or a new one, never on both or none, and on each once", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug });
    const known = await addDocument(officer.viewer);
    const written = { publisher: "Reuters", kind: "SECONDARY", publishedOn: "2026-07-03", reliability: "A" };
    expect((await whyNot(rest(officer.viewer, id, {})))?.fields.source).toMatch(/Choose a known document/);
    expect((await whyNot(rest(officer.viewer, id, { source: `S-${known.id}`, ...written })))?.fields.source).toMatch(/not both/);
    expect((await whyNot(rest(officer.viewer, id, { publisher: "Reuters" })))?.fields).toMatchObject({
      publishedOn: "A new document needs this.",
    });
    expect((await whyNot(rest(officer.viewer, id, { source: 1_999_999 })))?.fields.source).toMatch(/no source S-1999999/);
    await rest(officer.viewer, id, { source: `s-${known.id}`, quote: "It is so." });
    expect((await whyNot(rest(officer.viewer, id, { source: known.id })))?.fields.source).toMatch(/already/);
    await rest(officer.viewer, id, { ...written, cites: [String(known.id)] });
    const claim = await claimAt(id);
    expect(claim).toMatchObject({ sources: 2, independentOrigins: 1, state: { kind: "reported" } });
    expect(claim.origins.groups).toEqual([{ lead: known.id, origins: [known.id], repeats: [claim.evidence[1]?.id] }]);
    await rest(officer.viewer, id, { source: (await addDocument(officer.viewer)).id });
    expect(await claimAt(id)).toMatchObject({ independentOrigins: 2, state: { kind: "corroborated", origins: 2 } });
  });

  test("a document leads only to web pages, and cites neither itself nor what is not there", async () => {
    const common = { publisher: "X", kind: "PRIMARY", publishedOn: "2026-07-01", reliability: "B" };
    for (const url of ["javascript:alert(1)", "data:text/html,x", "ftp://example.com/x", "file:///etc/passwd", "example.com"])
      expect(recordSourceSchema.safeParse({ ...common, url }).success).toBe(false);
    expect(recordSourceSchema.safeParse({ ...common, url: "https://example.com/a?b=c" }).success).toBe(true);
    const { id } = await addDocument(officer.viewer);
    const cite = (cites: number[]) => whyNot(editSource(officer.viewer, { id, changes: { cites } }, AT));
    expect((await cite([id]))?.fields.cites).toMatch(/does not cite itself/);
    expect((await cite([1_999_998, 1_999_999]))?.fields.cites).toMatch(/no sources S-1999998, S-1999999/);
    expect(recordSourceSchema.parse({ ...common, cites: "S-7, 3；s7" }).cites).toEqual([3, 7]);
  });

  test("the second who edits a document reads what the first has written", async () => {
    const { id } = await addDocument(officer.viewer, { title: "A" });
    await editSource(colleague.viewer, { id, revision: 1, changes: { title: "B" } }, AT);
    const refused = await whyNot(editSource(officer.viewer, { id, revision: 1, changes: { title: "C", note: "N" } }, AT));
    expect(refused).toMatchObject({ code: "conflict", fields: { title: "Now it says: B" } });
    expect(refused?.detail).toMatch(/^Gao Lin changed this source on 8 July 2026, 15:00/);
  });

  test("a document says which claims rest on it and who cites it, and stays when a claim rests on it no more", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug });
    const [one, other] = [await addDocument(officer.viewer), await addDocument(officer.viewer)];
    await editSource(officer.viewer, { id: other.id, changes: { cites: [one.id] } }, AT);
    await rest(officer.viewer, id, { source: one.id });
    expect(await getSource(officer.viewer, one.id)).toMatchObject({
      claimsResting: [{ id }],
      citedBy: [{ id: other.id }],
      citesSources: [],
    });
    await removeSource(officer.viewer, { id, sourceId: one.id, reason: "It says something else." }, AT);
    expect(await getSource(officer.viewer, one.id)).toMatchObject({ claimsResting: [], claims: 0 });
    expect((await whyNot(removeSource(officer.viewer, { id, sourceId: one.id, reason: "Again." }, AT)))?.code).toBe("not-found");
  });

  test("documents are listed by day, searched by words and number, and paged", async () => {
    const { id } = await addDocument(officer.viewer, { publisher: "50%_off Gazette" });
    const find = async (q: string) => (await listSources(officer.viewer, { q, limit: 10 })).items.map((one) => one.id);
    expect(await find("50%_off")).toEqual([id]);
    expect(await find(`S-${id}`)).toContain(id);
    const first = await listSources(officer.viewer, { limit: 1 });
    const second = await listSources(officer.viewer, { limit: 1, cursor: first.next ?? "" });
    expect(first.items[0]?.id).not.toBe(second.items[0]?.id);
  });
});

describe("evidence of the class", () => {
  test("follows a claim from report to acknowledgement to retraction, and a dispute changes nothing", async () => {
    const own = await addTool(officer.viewer, vendor.slug);
    const { id } = await addClaim(officer.viewer, { tool: own.slug });
    const now = async () => (await claimAt(id)).effect?.now;
    expect(await now()).toBe("none");
    const { sourceId } = await rest(officer.viewer, id, { source: (await addDocument(officer.viewer, { reliability: "D" })).id });
    expect(await now()).toBe("none");
    await editSource(officer.viewer, { id: sourceId, changes: { reliability: "C" } }, AT);
    expect(await now()).toBe("public poc");
    await disputeClaim(officer.viewer, { id, ...disputeSchema.parse({ words: "It is not so.", by: "The vendor" }) }, AT);
    expect(await now()).toBe("public poc");
    await step(officer.viewer, id, "ACKNOWLEDGED", { party: "The vendor", effectiveOn: "2026-07-01" });
    expect(await now()).toBe("active");
    expect((await claimAt(id, "2026-06-30")).effect?.now).toBe("public poc");
    expect((await claimAt(id, "2026-06-29")).effect?.now).toBe("none");
    await step(officer.viewer, id, "RETRACTED");
    expect(await now()).toBe("none");
  });
});

describe("disputes and contradictions", () => {
  test("a dispute is recorded once, with its words, and ended with a reason", async () => {
    const { id } = await addClaim(officer.viewer, { tool: tool.slug });
    const dispute = () =>
      disputeClaim(officer.viewer, { id, ...disputeSchema.parse({ words: "No.", by: "The vendor", on: "2026-07-01" }) }, AT);
    await dispute();
    expect((await whyNot(dispute()))?.detail).toMatch(/recorded already/);
    expect(await claimAt(id)).toMatchObject({ isDisputed: true, dispute: { words: "No.", by: "The vendor", on: "2026-07-01", url: null } });
    await endDispute(officer.viewer, { id, reason: "It agrees now." }, AT);
    expect((await whyNot(endDispute(officer.viewer, { id, reason: "Again." }, AT)))?.detail).toMatch(/not disputed any more/);
    expect((await claimAt(id)).dispute).toBeNull();
    expect(disputeSchema.safeParse({ words: "No.", by: "X", url: "javascript:x" }).success).toBe(false);
  });

  test("two claims are linked once, seen from both, and stand side by side for everybody until one is retracted", async () => {
    const own = await addTool(officer.viewer, (await addVendor(officer.viewer)).slug);
    const one = await addClaim(officer.viewer, { tool: own.slug });
    const other = await addClaim(officer.viewer, { tool: own.slug });
    const link = (id: number, to: number) => linkContradiction(officer.viewer, { id, other: to, reason: "The day." }, AT);
    expect((await whyNot(link(one.id, one.id)))?.fields.other).toMatch(/itself/);
    expect((await whyNot(link(one.id, 1_999_999)))?.detail).toMatch(/no claim C-1999999/);
    await link(other.id, one.id);
    expect((await whyNot(link(one.id, other.id)))?.fields.other).toMatch(/linked already/);
    expect((await claimAt(one.id)).contradicting.map(({ claim }) => claim.id)).toEqual([other.id]);
    const employee = await newPerson();
    const known = await knownOf(employee.viewer, own.slug);
    expect(known?.disputed.map((group) => group.map(({ id }) => id))).toEqual([[one.id, other.id]]);
    await step(officer.viewer, other.id, "RETRACTED");
    const later = await knownOf(employee.viewer, own.slug);
    expect([later?.open.map(({ id }) => id), later?.withdrawn.map(({ id }) => id)]).toEqual([[one.id], [other.id]]);
    await unlinkContradiction(officer.viewer, { id: one.id, otherId: other.id, reason: "Settled." }, AT);
    expect((await whyNot(unlinkContradiction(officer.viewer, { id: one.id, otherId: other.id, reason: "Again." }, AT)))?.code).toBe(
      "not-found",
    );
  });

  test("two who link the same pair from both ends at once: one does", async () => {
    const [one, other] = [await addClaim(officer.viewer, { tool: tool.slug }), await addClaim(officer.viewer, { tool: tool.slug })];
    const both = await Promise.all([
      whyNot(linkContradiction(officer.viewer, { id: one.id, other: other.id, reason: null }, AT)),
      whyNot(linkContradiction(colleague.viewer, { id: other.id, other: one.id, reason: null }, AT)),
    ]);
    expect(both.filter((refused) => refused === null)).toHaveLength(1);
  });
});

test("claims are found by every filter, paged without gaps and written as CSV", async () => {
  const house = await addVendor(officer.viewer, { name: "House of filters" });
  const own = await addTool(officer.viewer, house.slug);
  const given = [
    { tool: own.slug, reportedOn: "2026-07-03", bearing: "LOWERS", behaviour: "VULNERABILITY" },
    { tool: own.slug, reportedOn: "2026-07-02", statement: "=cmd()" },
    { vendor: house.slug, reportedOn: "2026-07-02", bearing: "CONTEXT" },
    { vendor: house.slug, reportedOn: "2026-07-01" },
  ];
  const ids: number[] = [];
  for (const one of given) ids.push((await addClaim(officer.viewer, one)).id);
  const [lowers, command, context, last] = ids;
  const find = async (query: object) => (await listClaims(officer.viewer, claimListSchema.parse(query))).items.map(({ id }) => id);
  expect(await find({ vendor: "house of" })).toEqual([lowers, context, command, last]);
  expect(await find({ tool: own.slug })).toEqual([lowers, command]);
  expect(await find({ vendor: house.slug, bearing: "CONTEXT" })).toEqual([context]);
  expect(await find({ vendor: house.slug, behaviour: "VULNERABILITY", disputed: "false" })).toEqual([lowers]);
  expect(await find({ vendor: house.slug, disputed: "true" })).toEqual([]);
  expect(await find({ vendor: house.slug, confirmation: "VERIFIED" })).toEqual([]);
  expect(await find({ q: "=cmd()" })).toEqual([command]);
  expect(await find({ q: `c-${context}` })).toContain(context);
  const paged: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listClaims(officer.viewer, { vendor: house.slug, limit: 1, cursor });
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(paged).toEqual([lowers, context, command, last]);
  const rows = await Array.fromAsync(claimCsvRows(officer.viewer, { vendor: house.slug }));
  expect(rows.map(([code]) => code)).toEqual([lowers, context, command, last].map((id) => `C-${id}`));
});
