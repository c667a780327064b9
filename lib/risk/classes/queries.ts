import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { dayOf, type Evidence, evidenceOfClaim, evidenceOn } from "@/lib/risk/claims/rules";
import { classFacts, currentEdition } from "@/lib/risk/classes/facts";
import { isInForce } from "@/lib/risk/classes/overrides/rules";
import { type Cause, classify, isFirstJudgement, type ProposalStep, proposalStep, type Result, UNKNOWN } from "@/lib/risk/classes/rules";
import type { PreviewOf } from "@/lib/risk/classes/schema";
import { classReviewDates } from "@/lib/risk/reviews/queries";
import type { Outcomes } from "@/lib/risk/tables/rules";
import { CLASS_INPUT_IDS, type ClassInput, type Edition } from "@/lib/risk/tables/schema";
import type { Confirmation, ProposalStatus, RiskClass } from "@/prisma/generated/enums";

export type ClaimMention = { id: number; statement: string; confirmation: Confirmation };

/** One input as a person set it; without a person's setting the worst value counts. */
export type ShownInput = {
  input: ClassInput;
  value: string;
  isAssumed: boolean;
  set: {
    id: number;
    value: string;
    by: string | null;
    at: Date;
    reason: string;
    evidence: string | null;
    claims: ClaimMention[];
  } | null;
};

export type ShownOverride = {
  id: number;
  class: RiskClass;
  status: ProposalStatus;
  reason: string;
  untilAt: Date;
  proposedById: number;
  proposedBy: string;
  proposedAt: Date;
  settledBy: string | null;
  settledAt: Date | null;
  settleReason: string | null;
  endedBy: string | null;
  endedAt: Date | null;
  endReason: string | null;
};

export type ToolClass = {
  tool: { id: number; slug: string; name: string; vendorId: number };
  edition: { id: number; version: string; content: Edition } | null;
  /** What the tables say; null: not classified. */
  computed: { class: RiskClass; outcomes: Outcomes; since: Date; cause: Cause; edition: string } | null;
  /** What holds: the override in force, or what the tables say. */
  effective: { class: RiskClass; since: Date } | null;
  inputs: ShownInput[];
  evidence: { value: Evidence; claims: ClaimMention[] };
  override: ShownOverride | null;
  openOverride: ShownOverride | null;
  pastOverrides: ShownOverride[];
  proposal: { id: number; before: RiskClass | null; after: RiskClass; cause: Cause; openedAt: Date } | null;
  reviewOn: Date | null;
};

/** Everything of a tool's class. A tool that was merged away has none of its own. */
export async function toolClass(viewer: Viewer, slug: string, now: Date): Promise<ToolClass | null> {
  must(viewer, "risk:read");
  const tool = await db.tool.findFirst({
    where: { slug, mergedIntoId: null },
    select: { id: true, slug: true, name: true, vendorId: true },
  });
  if (!tool) return null;
  const [edition, facts, held, inputs, claims, overrides, proposal, review] = await Promise.all([
    currentEdition(db),
    classFacts(db, [tool.id]),
    db.classification.findFirst({
      where: { toolId: tool.id, untilAt: null },
      select: { class: true, outcomes: true, fromAt: true, cause: true, tableSet: { select: { version: true } } },
    }),
    inputsOf(tool.id),
    claimsOf(tool),
    overridesOf(tool.id),
    db.classProposal.findFirst({
      where: { toolId: tool.id, status: "OPEN" },
      select: { id: true, before: true, after: true, cause: true, openedAt: true },
    }),
    classReviewDates(viewer, [tool.id], now),
  ]);
  const own = facts.get(tool.id);
  const evidence = evidenceOn(own?.claims ?? [], dayOf(now));
  const shown = (ids: readonly number[]) => claims.filter(({ id }) => ids.includes(id));
  const result = edition && own ? classify(edition.content, own.given, evidence) : null;
  const moving = (own?.claims ?? []).filter((claim) => evidence !== "none" && evidenceOfClaim(claim, dayOf(now)) === evidence);
  const computed = held && {
    ...{ class: held.class, outcomes: held.outcomes as Outcomes, since: held.fromAt },
    ...{ cause: held.cause as Cause, edition: held.tableSet.version },
  };
  const override = overrides.find((one) => isInForce(one, now)) ?? null;
  return {
    ...{ tool, edition, computed, override },
    effective: computed && {
      class: override?.class ?? computed.class,
      since: override?.settledAt ?? (await classSince(tool.id, computed.class)) ?? computed.since,
    },
    inputs: CLASS_INPUT_IDS.map((input) => {
      const set = inputs.find(({ key }) => key === input);
      const counted = result?.inputs[input];
      return {
        ...{ input, value: counted?.value ?? "", isAssumed: counted?.isAssumed ?? true },
        set: set
          ? {
              id: set.id,
              value: set.value,
              by: set.by,
              at: set.setAt,
              reason: set.reason,
              evidence: set.evidence,
              claims: shown(set.claimIds),
            }
          : null,
      };
    }),
    evidence: { value: evidence, claims: shown(moving.map(({ id }) => id)) },
    openOverride: overrides.find(({ status }) => status === "OPEN") ?? null,
    pastOverrides: overrides.filter((one) => one.status !== "OPEN" && one !== override),
    proposal: proposal && { ...proposal, cause: proposal.cause as Cause },
    reviewOn: review.get(tool.id) ?? null,
  };
}

type InputRow = {
  id: number;
  key: string;
  value: string;
  reason: string;
  evidence: string | null;
  claimIds: number[];
  setAt: Date;
  by: string | null;
};

function inputsOf(toolId: number): Promise<InputRow[]> {
  return db.$queryRaw<InputRow[]>`
    SELECT i.id, i.key, i.value, i.reason, i.evidence, i.claim_ids AS "claimIds", i.set_at AS "setAt", p.name AS by
    FROM risk_input i LEFT JOIN person p ON p.id = i.set_by_id
    WHERE i.tool_id = ${toolId} AND i.axis = 'class' AND i.superseded_at IS NULL ORDER BY i.id`;
}

/** Claims that a value can rest on: about the tool, and about its vendor. */
function claimsOf({ id, vendorId }: { id: number; vendorId: number }): Promise<ClaimMention[]> {
  return db.claim.findMany({
    where: { OR: [{ toolId: id }, { vendorId }] },
    select: { id: true, statement: true, confirmation: true },
    orderBy: { id: "asc" },
  });
}

export async function claimsForInput(viewer: Viewer, tool: ToolClass["tool"]): Promise<ClaimMention[]> {
  must(viewer, "risk:read");
  const claims = await claimsOf(tool);
  return claims.filter(({ confirmation }) => confirmation !== "RETRACTED" && confirmation !== "SUPERSEDED");
}

function overridesOf(toolId: number): Promise<ShownOverride[]> {
  return db.$queryRaw<ShownOverride[]>`
    SELECT o.id, o.class::text, o.status::text, o.reason, o.until_at AS "untilAt", o.proposed_by_id AS "proposedById", p.name AS "proposedBy",
      o.proposed_at AS "proposedAt", s.name AS "settledBy", o.settled_at AS "settledAt", o.settle_reason AS "settleReason", e.name AS "endedBy",
      o.ended_at AS "endedAt", o.end_reason AS "endReason"
    FROM class_override o JOIN person p ON p.id = o.proposed_by_id LEFT JOIN person s ON s.id = o.settled_by_id
      LEFT JOIN person e ON e.id = o.ended_by_id
    WHERE o.tool_id = ${toolId} ORDER BY o.proposed_at DESC, o.id DESC`;
}

/** From when on the tables have given this class without a break: a new row alone may only have another input. */
async function classSince(toolId: number, held: RiskClass): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ since: Date | null }[]>`
    SELECT min(from_at) AS since FROM classification WHERE tool_id = ${toolId} AND class = ${held}::risk_class
      AND from_at >= coalesce((SELECT max(until_at) FROM classification WHERE tool_id = ${toolId} AND class <> ${held}::risk_class), '-infinity')`;
  return row?.since ?? null;
}

export type InputPreview = {
  before: Result;
  after: Result;
  /** What becomes of the task for officers. */
  proposal: ProposalStep;
  /** An override goes on to hold whatever the tables say. */
  overriddenBy: RiskClass | null;
};

/** What another value of one input would change. Nothing is written. */
export async function previewInput(viewer: Viewer, slug: string, { input, value }: PreviewOf, now: Date): Promise<InputPreview | null> {
  must(viewer, "risk:read");
  const shown = await toolClass(viewer, slug, now);
  if (!shown?.edition) return null;
  const set = Object.fromEntries(shown.inputs.flatMap((one) => (one.set && one.set.value !== UNKNOWN ? [[one.input, one.set.value]] : [])));
  const before = classify(shown.edition.content, set, shown.evidence.value);
  const after = classify(shown.edition.content, { ...set, [input]: value }, shown.evidence.value);
  return {
    ...{ before, after },
    proposal: proposalStep(shown.proposal, {
      ...{ before: shown.computed?.class ?? null, after: after.class },
      isFirst: isFirstJudgement("inputs", shown.computed && before.inputs, after.inputs),
    }),
    overriddenBy: shown.override?.class ?? null,
  };
}
