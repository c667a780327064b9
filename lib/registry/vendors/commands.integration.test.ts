import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { sentenceOf } from "@/lib/http/sentences";
import { Refusal } from "@/lib/refusal";
import { editVendor } from "@/lib/registry/vendors/commands";
import { recordVendorEvent, removeVendorEvent } from "@/lib/registry/vendors/events/commands";
import { listVendorEvents } from "@/lib/registry/vendors/events/queries";
import { recordEventSchema } from "@/lib/registry/vendors/events/schema";
import { getVendor, listVendors } from "@/lib/registry/vendors/queries";
import { createVendorSchema, vendorListSchema } from "@/lib/registry/vendors/schema";
import { AT, addVendor } from "@/lib/registry/vendors/testing";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
let colleague: Awaited<ReturnType<typeof newOfficer>>;
beforeAll(async () => {
  [officer, colleague] = [await newOfficer({ name: "Li Wei" }), await newOfficer({ name: "Gao Lin" })];
});

/** What a refusal says, as people read it: the sentence, and one per field. */
async function said(work: Promise<unknown>): Promise<{ code: string; detail: string; fields: Record<string, string> }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`It was not refused: ${error}`);
  const fields = Object.fromEntries(Object.entries(error.fields).map(([field, why]) => [field, sentenceOf(why, "en")]));
  return { code: error.code, detail: sentenceOf(error.reason, "en"), fields };
}

const edit = (slug: string, changes: object, revision?: number, by = officer) => editVendor(by.viewer, { slug, revision, changes }, AT);
const lastAudit = (subjectId: string) =>
  db.auditEvent.findFirst({
    where: { subjectKind: "vendor", subjectId },
    orderBy: { id: "desc" },
    select: { action: true, before: true, after: true, reason: true },
  });

describe("adding", () => {
  test("a vendor gets its address from its name, and its facts are kept", async () => {
    const given = {
      name: "Société Étoile",
      legalName: "Étoile SA",
      hqCountry: "France",
      hqCity: "Paris",
      countriesNotServed: "China, RU，伊朗",
    };
    const { slug } = await addVendor(officer.viewer, given);
    expect(slug).toBe("societe-etoile");
    expect(await getVendor(officer.viewer, slug)).toMatchObject({
      ...given,
      hqCountry: "FR",
      countriesNotServed: ["CN", "IR", "RU"],
      confidence: "MEDIUM",
      revision: 1,
    });
    expect(await lastAudit(slug)).toMatchObject({ action: "vendor.created", after: { name: "Société Étoile", hqCountry: "FR" } });
  });

  test("a name without Latin letters asks for an address, and keeps it", async () => {
    expect((await said(addVendor(officer.viewer, { name: "月之暗面" }))).fields.slug).toMatch(/Give one in Latin letters/);
    expect((await addVendor(officer.viewer, { name: "月之暗面", slug: "yuezhi" })).slug).toBe("yuezhi");
  });

  test("the address of a page is no vendor's", async () => {
    expect((await said(addVendor(officer.viewer, { name: "New" }))).fields.slug).toMatch(/belongs to a page/);
  });

  test("what is there already is named with its address", async () => {
    await addVendor(officer.viewer, { name: "Acme AI", legalName: "Acme Inc." });
    expect((await said(addVendor(officer.viewer, { name: "acme-ai" }))).fields.name).toBe(
      "“acme-ai” is in the registry already, as Acme AI: /vendors/acme-ai.",
    );
    expect((await said(addVendor(officer.viewer, { name: "Other", legalName: "ACME inc" }))).fields.legalName).toMatch(
      /as Acme AI: \/vendors\/acme-ai/,
    );
    expect((await said(addVendor(officer.viewer, { name: "Another", slug: "acme-ai" }))).fields.slug).toMatch(/belongs to Acme AI/);
  });

  test("of two officers who add the same at once, one succeeds", async () => {
    const both = await Promise.allSettled([addVendor(officer.viewer, { name: "Twice" }), addVendor(colleague.viewer, { name: "twice" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("markup and formulas in a name are text", async () => {
    const name = `<script>alert("1")</script> & '=1+1'`;
    const { slug } = await addVendor(officer.viewer, { name, notes: "<b>\n=cmd|' /C calc'!A0" });
    expect(slug).toBe("script-alert-1-script-1-1");
    expect(await getVendor(officer.viewer, slug)).toMatchObject({ name, notes: "<b>\n=cmd|' /C calc'!A0" });
    expect((await listVendors(officer.viewer, vendorListSchema.parse({ q: "<script>" }))).items).toMatchObject([{ slug }]);
  });

  test.each([
    ["hqCountry", { hqCountry: "Atlantis" }],
    ["hqCountry", { hqCountry: "XX" }],
    ["countriesNotServed", { countriesNotServed: "China, Atlantis" }],
    ["name", { name: "a\u0000b" }],
    ["name", { name: "x".repeat(121) }],
    ["notes", { notes: "x".repeat(4_001) }],
  ])("a wrong %s is refused", (field, given) => {
    const { error } = createVendorSchema.safeParse({ name: "Fine", ...given });
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test("auditors and employees change nothing", async () => {
    const { slug } = await addVendor(officer.viewer);
    for (const { viewer } of [await newAuditor(), await newPerson()]) {
      await expect(addVendor(viewer)).rejects.toThrow("forbidden");
      await expect(editVendor(viewer, { slug, changes: { notes: "x" } }, AT)).rejects.toThrow("forbidden");
    }
  });
});

describe("editing", () => {
  test("only what differs changes, with its record", async () => {
    const { slug } = await addVendor(officer.viewer, { notes: "Old", hqCountry: "US" });
    expect(await edit(slug, { notes: "New", hqCountry: "US" }, 1)).toMatchObject({ revision: 2 });
    expect(await lastAudit(slug)).toMatchObject({
      action: "vendor.edited",
      before: { notes: "Old" },
      after: { notes: "New", revision: 2 },
    });
    expect(await edit(slug, { notes: "New" }, 2)).toMatchObject({ revision: 2 });
    expect(await edit(slug, { notes: null })).toMatchObject({ revision: 3 });
  });

  test("the second of two learns who was first, when, and what it says now", async () => {
    const { slug, revision } = await addVendor(officer.viewer, { name: "Contested", notes: "Old", hqCity: "Paris" });
    await edit(slug, { notes: "Hers", countriesNotServed: ["CN"] }, revision, colleague);
    const refused = await said(edit(slug, { name: "Contested", notes: "His", hqCity: "Lyon", countriesNotServed: [] }, revision));
    expect(refused.code).toBe("conflict");
    expect(refused.detail).toMatch(/^Gao Lin changed Contested on .*15:00.*What you typed is kept/);
    expect(refused.fields).toEqual({ notes: "Now it says: Hers", countriesNotServed: "Now it says: China" });
    expect(await getVendor(officer.viewer, slug)).toMatchObject({ notes: "Hers", hqCity: "Paris" });
  });

  test("of two who save the same revision at once, one is told", async () => {
    const { slug } = await addVendor(officer.viewer);
    const both = await Promise.allSettled([edit(slug, { notes: "One" }, 1), edit(slug, { notes: "Two" }, 1, colleague)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("the parent is found by address or name, and an unknown one by likeness", async () => {
    await addVendor(officer.viewer, { name: "Megacorp", legalName: "Megacorp Holdings Ltd" });
    const { slug } = await addVendor(officer.viewer, { name: "Smallco" });
    for (const parent of ["megacorp", "MEGACORP", "Megacorp Holdings Ltd"]) {
      await edit(slug, { parent: null });
      await edit(slug, { parent });
      expect((await getVendor(officer.viewer, slug))?.owners).toEqual([{ slug: "megacorp", name: "Megacorp" }]);
    }
    expect((await said(edit(slug, { parent: "Megacrop" }))).fields.parent).toBe(
      "There is no vendor “Megacrop”. Did you mean Megacorp (megacorp)? Write the name or the part in brackets.",
    );
    expect((await said(edit(slug, { parent: "zzzz" }))).fields.parent).toMatch(
      /^There is no vendor “zzzz” in the registry\. Add the vendor first/,
    );
  });

  test("a circle of ownership is refused, however long", async () => {
    const a = await addVendor(officer.viewer, { name: "Circle A" });
    const b = await addVendor(officer.viewer, { name: "Circle B", parent: a.slug });
    const c = await addVendor(officer.viewer, { name: "Circle C", parent: b.slug });
    const d = await addVendor(officer.viewer, { name: "Circle D", parent: c.slug });
    expect((await said(edit(a.slug, { parent: a.slug }))).fields.parent).toMatch(/cannot belong to itself/);
    expect((await said(edit(a.slug, { parent: b.slug }))).fields.parent).toMatch(/^Circle A owns Circle B, so it cannot/);
    expect((await said(edit(a.slug, { parent: d.slug }))).detail).toMatch(/^Circle A owns Circle D \(through Circle B → Circle C\), so/);
    expect((await getVendor(officer.viewer, a.slug))?.owned).toEqual([
      { slug: b.slug, name: "Circle B", parentSlug: a.slug },
      { slug: c.slug, name: "Circle C", parentSlug: b.slug },
      { slug: d.slug, name: "Circle D", parentSlug: c.slug },
    ]);
  });

  test("two halves of a circle drawn at once do not meet", async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await addVendor(officer.viewer), await addVendor(officer.viewer)];
      const both = await Promise.allSettled([edit(a.slug, { parent: b.slug }), edit(b.slug, { parent: a.slug }, undefined, colleague)]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    }
  });
});

describe("what happened", () => {
  const event = (changes: object = {}) =>
    recordEventSchema.parse({ kind: "TERMS_CHANGED", happenedOn: "2026-06-10", title: "Terms", source: "A letter", ...changes });

  test("events stand newest first, with who says so and who recorded them, page by page", async () => {
    const { slug } = await addVendor(officer.viewer);
    for (const day of ["2026-06-10", "2026-07-01", "2026-06-30"])
      await recordVendorEvent(officer.viewer, { slug, ...event({ happenedOn: day, sourceUrl: "https://example.com/a" }) }, AT);
    const first = await listVendorEvents(officer.viewer, slug, { limit: 2 });
    expect(first?.items).toMatchObject([
      { happenedOn: "2026-07-01", source: "A letter", sourceUrl: "https://example.com/a", recordedBy: { id: officer.id, name: "Li Wei" } },
      { happenedOn: "2026-06-30" },
    ]);
    const rest = await listVendorEvents(officer.viewer, slug, { limit: 2, cursor: first?.next ?? "" });
    expect(rest).toMatchObject({ items: [{ happenedOn: "2026-06-10" }], next: null });
    expect((await listVendors(officer.viewer, { q: slug, limit: 1 })).items[0]?.lastEvent).toMatchObject({ happenedOn: "2026-07-01" });
  });

  test("today where the officer is has begun; tomorrow has not", async () => {
    const { slug } = await addVendor(officer.viewer);
    const late = new Date("2026-07-08T17:00:00Z");
    await recordVendorEvent(officer.viewer, { slug, ...event({ happenedOn: "2026-07-09" }) }, late);
    expect(
      (await said(recordVendorEvent(officer.viewer, { slug, ...event({ happenedOn: "2026-07-10" }) }, late))).fields.happenedOn,
    ).toMatch(/between 1900 and today/);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "not an address"])("%s is no link", (sourceUrl) => {
    expect(recordEventSchema.safeParse({ ...event(), sourceUrl }).success).toBe(false);
  });

  test.each(["source", "happenedOn", "title"])("an event without its %s is refused", (field) => {
    const { [field as "title"]: _, ...rest } = event();
    expect(recordEventSchema.safeParse(rest).success).toBe(false);
  });

  test("an event is removed with a reason, and the log keeps what it said", async () => {
    const { slug } = await addVendor(officer.viewer);
    const { id } = await recordVendorEvent(officer.viewer, { slug, ...event() }, AT);
    const other = await addVendor(officer.viewer);
    await expect(removeVendorEvent(officer.viewer, { slug: other.slug, id, reason: "Not theirs" }, AT)).rejects.toThrow("not-found");
    await removeVendorEvent(officer.viewer, { slug, id, reason: "Recorded twice" }, AT);
    expect((await listVendorEvents(officer.viewer, slug, { limit: 5 }))?.items).toEqual([]);
    expect(await lastAudit(slug)).toMatchObject({ action: "vendor.event-removed", before: { title: "Terms" }, reason: "Recorded twice" });
    await expect(removeVendorEvent(officer.viewer, { slug, id, reason: "Again" }, AT)).rejects.toThrow("not-found");
  });
});
