import { beforeAll, describe, expect, test } from "vitest";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, submitBan } from "@/lib/bans/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { draftBanSchema } from "@/lib/bans/schema";
import { banContent } from "@/lib/bans/testing";
import { db, inTransaction } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { decide } from "@/lib/registry/decisions/commands";
import { decideSchema } from "@/lib/registry/decisions/schema";
import { dependencyOfTool } from "@/lib/risk/dependency/queries";
import { listHygiene } from "@/lib/risk/hygiene/queries";
import { newApprover, newOfficer } from "@/lib/testing";
import { reclassify } from "./commands";
import { classHistory, classOn } from "./history/queries";
import { setInput } from "./inputs";
import { countClasses, listClasses } from "./list/queries";
import { classListSchema } from "./list/schema";
import { endOverride, proposeOverride, settleOverride } from "./overrides/commands";
import { settleProposal } from "./proposals/commands";
import { listProposals } from "./proposals/queries";
import { previewInput, toolClass } from "./queries";
import { setInputSchema } from "./schema";
import { sweepClasses } from "./sweep";
import { newClaim, newTool, tablesInForce, WORKED_EXAMPLE } from "./testing";

const MARCH = new Date("2026-03-16T02:30:00Z");
const now = new Date("2026-07-08T07:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

let officer: Awaited<ReturnType<typeof newOfficer>>;
let second: Awaited<ReturnType<typeof newApprover>>;

beforeAll(async () => {
  await tablesInForce(new Date("2026-01-05T01:00:00Z"));
  officer = await newOfficer({ name: "Li Wei" });
  second = await newApprover({ name: "Chen Wei" });
});

const set = (slug: string, input: string, value: string, at = now, more = {}) =>
  setInput(officer.viewer, { slug, ...setInputSchema.parse({ input, value, reason: "Looked at it.", ...more }) }, at);
const setAll = async (slug: string, at: Date) => {
  for (const [input, value] of Object.entries(WORKED_EXAMPLE)) await set(slug, input, value, at);
};
const keyOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return error.reason.key;
};
const reclassified = (toolId: number, at: Date) => inTransaction((tx) => reclassify(tx, null, [toolId], "day", at));

describe("the worked example", () => {
  test("by the ledger's own dates: scheduled before 30 June, out of cycle on the report, immediate on the acknowledgement", async () => {
    const tool = await newTool("Claude Code");
    await setAll(tool.slug, MARCH);
    await newClaim(tool.id, { reportedOn: "2026-06-30", acknowledgedOn: "2026-07-01" });
    const on = async (day: string) => (await classOn(officer.viewer, tool.id, day)).byLedger?.outcomes.priority ?? null;
    expect(await on("2026-03-15")).toBeNull();
    expect(await on("2026-06-29")).toBe("scheduled");
    expect(await on("2026-06-30")).toBe("out-of-cycle");
    expect(await on("2026-07-01")).toBe("immediate");
    const { byLedger } = await classHistory(officer.viewer, tool.id, now);
    expect(byLedger.map(({ day, class: held }) => [day, held])).toEqual([
      ["2026-07-01", "CRITICAL"],
      ["2026-06-30", "HIGH"],
      ["2026-03-16", "MODERATE"],
    ]);
  });

  test("as it is held: the class follows the claim day by day and asks officers to look, and bans nothing", async () => {
    const tool = await newTool();
    await setAll(tool.slug, MARCH);
    await newClaim(tool.id, { reportedOn: "2026-06-30", acknowledgedOn: "2026-07-01" });
    await reclassified(tool.id, new Date("2026-06-30T03:00:00Z"));
    await reclassified(tool.id, new Date("2026-07-01T03:00:00Z"));
    await reclassified(tool.id, now);
    const { recorded } = await classHistory(officer.viewer, tool.id, now);
    expect(recorded.slice(0, 3).map(({ class: held, edition }) => [held, edition])).toEqual([
      ["CRITICAL", "1.0.0"],
      ["HIGH", "1.0.0"],
      ["MODERATE", "1.0.0"],
    ]);
    const open = (await listProposals(officer.viewer, { status: "OPEN", limit: 50 })).items.find(({ slug }) => slug === tool.slug);
    expect(open).toMatchObject({ before: "MODERATE", after: "CRITICAL" });
    expect(await db.ban.count()).toBe(0);
    await settleProposal(officer.viewer, { id: open?.id ?? 0, decision: "accept", reason: "Noted." }, now);
    expect((await toolClass(officer.viewer, tool.slug, now))?.proposal).toBeNull();
    expect(await keyOf(settleProposal(officer.viewer, { id: open?.id ?? 0, decision: "dismiss", reason: "Again." }, now))).toBe(
      "classes.whyNot.proposalSettled",
    );
  });
});

describe("inputs", () => {
  test("what nobody set counts as the worst value and is marked; a tool of which nothing is known has no class", async () => {
    const tool = await newTool();
    expect(await toolClass(officer.viewer, tool.slug, now)).toMatchObject({ computed: null, effective: null });
    await set(tool.slug, "toolUse", "viewer");
    const held = await toolClass(officer.viewer, tool.slug, now);
    expect(held?.inputs.filter(({ isAssumed }) => isAssumed)).toHaveLength(6);
    expect(held?.inputs.find(({ input }) => input === "systemicImpact")).toMatchObject({ value: "critical", isAssumed: true, set: null });
    await set(tool.slug, "toolUse", "unknown", later(1));
    expect((await toolClass(officer.viewer, tool.slug, later(1)))?.inputs[1]).toMatchObject({ value: "administrator", isAssumed: true });
  });

  test("a preview says what would change and writes nothing; saving does what it said", async () => {
    const tool = await newTool();
    await setAll(tool.slug, MARCH);
    const before = await db.classification.count();
    const preview = await previewInput(officer.viewer, tool.slug, { input: "systemicImpact", value: "critical" }, now);
    expect(preview).toMatchObject({ before: { class: "MODERATE" }, after: { class: "HIGH" }, proposal: "open", overriddenBy: null });
    expect(await db.classification.count()).toBe(before);
    expect(await set(tool.slug, "systemicImpact", "critical")).toMatchObject({
      class: "HIGH",
      changed: { before: "MODERATE", after: "HIGH" },
    });
    expect((await toolClass(officer.viewer, tool.slug, now))?.proposal).toMatchObject({ before: "MODERATE", after: "HIGH" });
    // Back where it was: nothing is left to look at.
    await set(tool.slug, "systemicImpact", "significant", later(1));
    expect((await toolClass(officer.viewer, tool.slug, later(1)))?.proposal).toBeNull();
  });

  test("a second person who saw another value is told, and claims about another tool are refused", async () => {
    const [tool, other] = [await newTool(), await newTool()];
    const { id } = await set(tool.slug, "toolUse", "viewer");
    expect(await keyOf(set(tool.slug, "toolUse", "operator", now, { replaces: 0 }))).toBe("classes.whyNot.overtaken");
    await set(tool.slug, "toolUse", "operator", now, { replaces: id });
    const claim = await newClaim(other.id, { reportedOn: "2026-06-30" });
    expect(await keyOf(set(tool.slug, "toolUse", "viewer", now, { claims: String(claim) }))).toBe("http.refusal.fields");
    expect(await db.auditEvent.count({ where: { action: "class.input-set", subjectId: tool.slug } })).toBe(2);
  });
});

test("neither an approval nor a ban moves any score", async () => {
  const tool = await newTool();
  await setAll(tool.slug, MARCH);
  await newClaim(tool.id, { reportedOn: "2026-06-30" });
  await sweepClasses(now);
  const scores = async () => {
    const [hygiene] = await listHygiene(officer.viewer, [tool.id]);
    const { proposal, ...held } = (await toolClass(officer.viewer, tool.slug, now)) ?? {};
    return JSON.stringify([
      held,
      hygiene,
      await dependencyOfTool(officer.viewer, tool.id),
      await db.classification.findMany({ where: { toolId: tool.id } }),
    ]);
  };
  const before = await scores();
  for (const status of ["APPROVED", "NOT_APPROVED"]) {
    await decide(officer.viewer, { slug: tool.slug, ...decideSchema.parse({ status, reason: "Checked." }) }, now);
    await sweepClasses(now);
    expect(await scores()).toBe(before);
  }
  const content = banContent({ selector: { vendors: [], tools: [tool.id] } });
  const { banId, code } = await draftBan(officer.viewer, draftBanSchema.parse({ content }), now);
  await submitBan(officer.viewer, { banId }, now);
  await approveBan(second.viewer, { banId }, now);
  expect((await publishBan(officer.viewer, { banId, code }, now)).status).toBe("PUBLISHED");
  await sweepClasses(now);
  expect(await scores()).toBe(before);
});

describe("another class for a time", () => {
  const given = { class: "CRITICAL", reason: "Uploads are open.", until: "2026-09-30", zone: "Asia/Shanghai" } as const;

  test("holds once a second person has accepted it, ends by itself, and says so", async () => {
    const tool = await newTool();
    await setAll(tool.slug, MARCH);
    const { id, untilAt } = await proposeOverride(officer.viewer, { slug: tool.slug, ...given }, now);
    expect(untilAt).toEqual(new Date("2026-09-30T16:00:00Z"));
    const settle = { slug: tool.slug, id, reason: "Agreed." } as const;
    expect(await keyOf(settleOverride(officer.viewer, { ...settle, decision: "accept" }, now))).toBe("classes.whyNot.secondPerson");
    await settleOverride(second.viewer, { ...settle, decision: "accept" }, now);
    const held = async (at: Date) => (await toolClass(officer.viewer, tool.slug, at))?.effective?.class;
    expect(await held(now)).toBe("CRITICAL");
    // By the clock, before anybody noted it.
    expect(await held(untilAt)).toBe("MODERATE");
    expect((await sweepClasses(untilAt)).ended).toBe(1);
    expect(await db.classOverride.findUnique({ where: { id } })).toMatchObject({ endedAt: untilAt, endedById: null });
    expect(await db.auditEvent.count({ where: { action: "class.override-ended", subjectId: tool.slug, actorKind: "system" } })).toBe(1);
    expect((await sweepClasses(untilAt)).ended).toBe(0);
  });

  test("is refused for more than a year, for days that are over, for zones that are none and for the class there is", async () => {
    const tool = await newTool();
    await setAll(tool.slug, MARCH);
    const propose = (changes: object) => proposeOverride(officer.viewer, { slug: tool.slug, ...given, ...changes }, now);
    for (const wrong of [{ until: "2027-07-09" }, { until: "2026-07-07" }, { zone: "Middle/Earth" }])
      expect(await keyOf(propose(wrong))).toBe("http.refusal.fields");
    expect(await keyOf(propose({ class: "MODERATE" }))).toBe("classes.whyNot.sameClass");
    await propose({ until: "2027-07-08" });
    expect(await keyOf(propose({}))).toBe("classes.whyNot.overrideOpen");
  });

  test("ends early with a reason, and can be withdrawn only by whoever proposed it", async () => {
    const tool = await newTool();
    await setAll(tool.slug, MARCH);
    const first = await proposeOverride(officer.viewer, { slug: tool.slug, ...given }, now);
    const on = { slug: tool.slug, id: first.id, reason: "Because." };
    expect(await keyOf(settleOverride(second.viewer, { ...on, decision: "withdraw" }, now))).toBe("classes.whyNot.notProposer");
    await settleOverride(second.viewer, { ...on, decision: "accept" }, now);
    await endOverride(officer.viewer, on, later(1));
    expect((await toolClass(officer.viewer, tool.slug, later(1)))?.effective?.class).toBe("MODERATE");
    expect(await keyOf(endOverride(officer.viewer, on, later(2)))).toBe("classes.whyNot.overrideOver");
  });
});

test("the list counts, filters and pages every tool once", async () => {
  const query = (changes: object) => classListSchema.parse({ limit: 2, ...changes });
  const counts = await countClasses(officer.viewer, query({}), now);
  for (const sort of ["-class", "class", "name", "-vendor", "review"]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listClasses(officer.viewer, query({ sort, cursor }), now);
      seen.push(...page.items.map(({ slug }) => slug));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(Object.values(counts).reduce((sum, n) => sum + n, 0));
    expect(new Set(seen).size).toBe(seen.length);
  }
  const assumed = await listClasses(officer.viewer, query({ assumed: "true", limit: 50 }), now);
  expect(assumed.items.length).toBeGreaterThan(0);
  expect(assumed.items.every((row) => row.assumed > 0)).toBe(true);
});
