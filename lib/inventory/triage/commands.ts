import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { broughtBy, type Held, heldNow } from "@/lib/inventory/triage/effects";
import { type Reason, Refusal, reason, refuse } from "@/lib/refusal";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";
import { createToolIn } from "@/lib/registry/tools/commands";
import { addIdentifiersIn } from "@/lib/registry/tools/identifiers/commands";
import { toolOf } from "@/lib/registry/tools/resolve";
import { createToolSchema } from "@/lib/registry/tools/schema";
import type { Confidence } from "@/prisma/generated/enums";
import { type ForStep, SOURCE, whyNotAssign, whyNotDismiss, whyNotReopen } from "./rules";
import { MOST_AT_ONCE, type Step } from "./schema";
import { named, SEEN } from "./scope";

/** An item that the step left out, and why. */
export type LeftOut = { id: number; name: string; why: Reason };

export type Stepped = {
  id: number;
  deed: "assigned" | "created" | "dismissed" | "reopened";
  items: number;
  tool: { slug: string; name: string } | null;
  identifiers: number;
  held: Held;
  leftOut: LeftOut[];
};

/** One step of triage: assigns found software to a tool, makes a tool of it, or sets it aside. */
export function takeStep(viewer: Viewer, step: Step, now: Date): Promise<Stepped> {
  must(viewer, "registry:write");
  return inTransaction((tx) => DEEDS[step.deed](tx, viewer, step, now), { timeoutMs: IDENTIFIER_CHANGE_MS });
}

/** The items of the step, locked in one order. A set that is not the one that was seen is refused. */
async function itemsOf(tx: Tx, step: Step): Promise<ForStep[]> {
  const ids = step.reach === "chosen" ? [...new Set(step.items)] : await matching(tx, step);
  const items = await tx.$queryRaw<ForStep[]>`
    SELECT t.id, t.kind::text, t.match_value AS "matchValue", t.name, t.dismissed_at IS NOT NULL AS "isDismissed",
      CASE WHEN t.matched THEN coalesce((SELECT l.name FROM software s JOIN software_tool k ON k.software_id = s.id JOIN tool l ON l.id = k.tool_id
        WHERE (s.kind, s.match_value, s.publisher) = (t.kind, t.match_value, t.publisher) ORDER BY l.name LIMIT 1), '') END AS tool
    FROM triage_item t WHERE t.id = ANY (${ids}::int[]) ORDER BY t.id FOR UPDATE OF t`;
  if (items.length === 0) refuse("not-found", "triage.whyNot.gone");
  return items;
}

async function matching(tx: Tx, step: Step): Promise<number[]> {
  const [set] = await tx.$queryRaw<[{ ids: number[]; n: number; seen: string }]>`
    SELECT coalesce(array_agg(id), '{}') AS ids, count(*)::int AS n, ${SEEN} AS seen
    FROM (SELECT id FROM triage_item WHERE ${named(step)} LIMIT ${MOST_AT_ONCE + 1}) found`;
  if (set.n > MOST_AT_ONCE) refuse("invalid", "triage.whyNot.tooMany", { most: MOST_AT_ONCE });
  if (set.seen !== step.seen) refuse("conflict", "triage.whyNot.setChanged", { n: set.n });
  return set.ids;
}

/** Those that can, and the reasons of the others. Where none can, the first reason is the answer. */
function parted(items: readonly ForStep[], whyNot: (item: ForStep) => Reason | null): { fit: ForStep[]; leftOut: LeftOut[] } {
  const judged = items.map((item) => ({ item, why: whyNot(item) }));
  const leftOut = judged.flatMap(({ item, why }) => (why ? [{ id: item.id, name: item.name, why }] : []));
  const fit = judged.flatMap(({ item, why }) => (why ? [] : [item]));
  const [first] = leftOut;
  if (fit.length === 0 && first)
    throw new Refusal("conflict", items.length === 1 ? first.why : reason("triage.whyNot.none", { n: items.length }));
  return { fit, leftOut };
}

async function dismiss(tx: Tx, viewer: Viewer, step: Step, now: Date): Promise<Stepped> {
  const { fit, leftOut } = parted(await itemsOf(tx, step), whyNotDismiss);
  const ids = fit.map(({ id }) => id);
  await tx.triageItem.updateMany({
    where: { id: { in: ids } },
    data: { dismissedById: viewer.personId, dismissedAt: now, dismissReason: step.reason ?? "" },
  });
  return settled(tx, viewer, { deed: "dismissed", fit, leftOut, because: step.reason ?? null }, now);
}

/** One item of many that were dismissed together, or all of them: the other way round from undoing the step. */
async function reopen(tx: Tx, viewer: Viewer, step: Step, now: Date): Promise<Stepped> {
  const { fit, leftOut } = parted(await itemsOf(tx, step), whyNotReopen);
  const ids = fit.map(({ id }) => id);
  await tx.triageItem.updateMany({ where: { id: { in: ids } }, data: { dismissedById: null, dismissedAt: null, dismissReason: null } });
  return settled(tx, viewer, { deed: "reopened", fit, leftOut, because: step.reason ?? null }, now);
}

type Settled = { deed: "dismissed" | "reopened"; fit: ForStep[]; leftOut: LeftOut[]; because: string | null };

/** A step that touched no identifier, as it is kept, recorded and answered. */
async function settled(tx: Tx, viewer: Viewer, { deed, fit, leftOut, because }: Settled, now: Date): Promise<Stepped> {
  const data = { deed, itemIds: fit.map((item) => item.id), added: [], reason: because, personId: viewer.personId, at: now };
  const { id } = await tx.triageAction.create({ data, select: { id: true } });
  const action = deed === "dismissed" ? "triage.dismissed" : "triage.undone";
  const after = { deed, items: fit.length, names: namesOf(fit) };
  await recordAudit(tx, viewer, { action, subjectKind: "triage", subjectId: id, after, reason: because }, now);
  return { id, deed, items: fit.length, tool: null, identifiers: 0, held: { devices: 0, bans: [] }, leftOut };
}

/** Everything that follows from it is in the same transaction: what was seen before is matched, counts and duties follow. */
async function assign(tx: Tx, viewer: Viewer, step: Step, now: Date): Promise<Stepped> {
  const isNew = step.deed === "create";
  const meant = isNew ? null : await toolOf(tx, step.tool ?? "", "tool");
  const before = meant ? await heldNow(tx, meant.id) : { devices: 0, bans: [] };
  // Items are locked inside: a merge that waits for them holds what this would wait for.
  const done = await changingIdentifiers(tx, now, async () => {
    const { fit, leftOut } = parted(await itemsOf(tx, step), whyNotAssign);
    const tool = meant ?? (await madeTool(tx, viewer, step, now));
    const identifiers = identifiersOf(fit, step.confidence);
    const added = await addIdentifiersIn(tx, viewer, { toolId: tool.id, identifiers }, now);
    return { fit, leftOut, tool, added };
  });
  const { fit, leftOut, tool, added } = done;
  const deed = isNew ? "created" : "assigned";
  const { id } = await tx.triageAction.create({
    data: {
      ...{ deed, itemIds: fit.map((item) => item.id), toolId: tool.id, added, confidence: step.confidence },
      ...{ reason: step.reason ?? null, personId: viewer.personId, at: now },
    },
    select: { id: true },
  });
  const held = broughtBy(before, await heldNow(tx, tool.id));
  const after = { tool: tool.slug, identifiers: added.length, items: fit.length, names: namesOf(fit), devices: held.devices };
  const because = step.reason ?? null;
  await recordAudit(tx, viewer, { action: `triage.${deed}`, subjectKind: "triage", subjectId: id, after, reason: because }, now);
  return { id, deed, items: fit.length, tool: { slug: tool.slug, name: tool.name }, identifiers: added.length, held, leftOut };
}

async function madeTool(tx: Tx, viewer: Viewer, step: Step, now: Date): Promise<{ id: number; slug: string; name: string }> {
  const { name = "", vendor = "", category = "", confidence, isDistinct } = step;
  const made = await createToolIn(tx, viewer, createToolSchema.parse({ name, vendor, category, confidence, isDistinct }), now);
  return { ...made, name };
}

/** One per id, whoever its publishers are: that is what inventories are recognised by. */
function identifiersOf(items: readonly ForStep[], confidence: Confidence) {
  const each = new Map(items.map(({ kind, matchValue }) => [`${kind} ${matchValue}`, { kind, value: matchValue }]));
  return [...each.values()].map((one) => ({ ...one, confidence, source: SOURCE, note: null }));
}

const MOST_NAMES = 20;
const namesOf = (items: readonly ForStep[]) => items.slice(0, MOST_NAMES).map(({ name }) => name);

const DEEDS = { assign, create: assign, dismiss, reopen } as const;
