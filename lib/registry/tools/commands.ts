import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { inField, Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { toolOf, toolsNamed } from "@/lib/registry/tools/resolve";
import { differences, newNames, overtakenFields, slugOf, whyNotReinstate, whyNotRetire } from "@/lib/registry/tools/rules";
import type { CreateTool, EditTool, ReinstateTool, RetireTool, ToolChanges, ToolFields } from "@/lib/registry/tools/schema";
import { RESERVED_SLUG } from "@/lib/registry/tools/schema";
import { vendorMeant } from "@/lib/registry/vendors/resolve";
import type { Prisma } from "@/prisma/generated/client";

export type SavedTool = { id: number; slug: string; revision: number };

export async function createTool(viewer: Viewer, input: CreateTool, now: Date): Promise<SavedTool> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => ({ ...(await createToolIn(tx, viewer, input, now)), revision: 1 }));
}

/** Within the caller's transaction and after the caller's `must`: refuses what is there already, writes, records. */
export async function createToolIn(tx: Tx, viewer: Viewer, input: CreateTool, now: Date): Promise<{ id: number; slug: string }> {
  const { isDistinct, slug: given, ...fields } = input;
  const { vendor: vendorWord, successor: successorWord, ...own } = fields;
  if (!isDistinct) await refuseLikeNames(tx, newNames(fields, null), null);
  const slug = await freeSlug(tx, { ...input, slug: given });
  const vendor = await vendorMeant(tx, vendorWord, "vendor");
  const successor = successorWord === null ? null : await toolOf(tx, successorWord, "successor");
  const data = { ...own, slug, vendorId: vendor.id, successorId: successor?.id ?? null };
  const { id } = await tx.tool.create({ data, select: { id: true } }).catch(refuseTakenSlug);
  const after = { ...fields, slug, vendor: vendor.slug, successor: successor?.slug ?? null };
  await recordAudit(tx, viewer, { action: "tool.created", subjectKind: "tool", subjectId: slug, after: asJson(after) }, now);
  return { id, slug };
}

/** The slug that was asked for, or one made of the name; where another tool has that, a number goes behind it. */
async function freeSlug(tx: Tx, { slug, name }: { slug: string | undefined; name: string }): Promise<string> {
  const wanted = slug ?? slugOf(name);
  if (wanted === null) throw inField("slug", reason("tools.field.slugNeeded", { name }));
  const taken = await tx.tool.findMany({
    where: { OR: [{ slug: wanted }, { slug: { startsWith: `${wanted}-` } }] },
    select: { slug: true, name: true },
  });
  const holder = taken.find((tool) => tool.slug === wanted);
  if (!holder && wanted !== RESERVED_SLUG) return wanted;
  if (slug && holder) throw inField("slug", reason("tools.field.slugTaken", { tool: holder.name, address: toolPath(holder.slug) }));
  const numbered = Array.from({ length: taken.length + 1 }, (_, n) => `${wanted}-${n + 2}`);
  return numbered.find((one) => !taken.some((tool) => tool.slug === one)) ?? wanted;
}

function refuseTakenSlug(error: unknown): never {
  if (broke(error, "tool_slug_key")) refuse("conflict", "tools.refusal.slugRace");
  throw error;
}

async function refuseLikeNames(tx: Tx, names: readonly string[], exceptId: number | null): Promise<void> {
  const found = await toolsNamed(tx, names, exceptId);
  const [first] = found;
  if (!first) return;
  const isOwnName = first.name === first.alias;
  const values = { tool: first.name, alias: first.alias, address: toolPath(first.slug), others: found.length - 1 };
  const whyNot = reason(isOwnName ? "tools.field.nameTaken" : "tools.field.aliasTaken", values);
  throw new Refusal("conflict", reason("tools.refusal.like"), { fields: { name: whyNot, isDistinct: reason("tools.field.isDistinct") } });
}

const stored = {
  id: true,
  slug: true,
  name: true,
  aliases: true,
  category: true,
  clients: true,
  touches: true,
  hosting: true,
  licence: true,
  homepage: true,
  status: true,
  notes: true,
  confidence: true,
  anyService: true,
  anyWeights: true,
  revision: true,
  mergedInto: { select: { slug: true, name: true } },
  vendor: { select: { slug: true } },
  successor: { select: { slug: true } },
} satisfies Prisma.ToolSelect;

export type StoredTool = { id: number; slug: string; revision: number; fields: ToolFields };

/** The tool as it is to be changed. One that was merged is changed no more. */
export async function toolForChange(tx: Tx, slug: string): Promise<StoredTool> {
  const found = await tx.tool.findUnique({ where: { slug }, select: stored });
  if (!found) refuse("not-found", "registry.refusal.tool");
  const { id, revision, mergedInto, vendor, successor, slug: _, ...own } = found;
  if (mergedInto) refuse("conflict", "tools.refusal.merged", { tool: mergedInto.name, address: toolPath(mergedInto.slug) });
  return { id, slug, revision, fields: { ...own, vendor: vendor.slug, successor: successor?.slug ?? null } };
}

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editTool(viewer: Viewer, { slug, revision, isDistinct, changes }: EditTool, now: Date): Promise<SavedTool> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const tool = await toolForChange(tx, slug);
    const vendor = changes.vendor === undefined ? null : await vendorMeant(tx, changes.vendor, "vendor");
    const successor = changes.successor ? await toolOf(tx, changes.successor, "successor") : null;
    const meant: ToolChanges = {
      ...changes,
      ...(vendor ? { vendor: vendor.slug } : {}),
      ...(successor ? { successor: successor.slug } : {}),
    };
    if (revision !== undefined && revision !== tool.revision) await refuseOvertaken(tx, viewer, tool, revision, meant);
    if (!isDistinct) await refuseLikeNames(tx, newNames({ ...tool.fields, ...named(meant) }, tool.fields), tool.id);
    const { before, after } = differences(tool.fields, meant);
    if (Object.keys(after).length === 0) return { id: tool.id, slug, revision: tool.revision };
    const { vendor: _vendor, successor: _successor, ...own } = after;
    const data = {
      ...own,
      ...(after.vendor !== undefined && vendor ? { vendorId: vendor.id } : {}),
      ...("successor" in after ? { successorId: successor?.id ?? null } : {}),
    };
    await changeTool(tx, viewer, tool, data);
    const event = { action: "tool.edited", subjectKind: "tool", subjectId: slug } as const;
    await recordAudit(tx, viewer, { ...event, before: asJson(before), after: asJson({ ...after, revision: tool.revision + 1 }) }, now);
    return { id: tool.id, slug, revision: tool.revision + 1 };
  });
}

function named({ name, aliases }: ToolChanges): { name?: string; aliases?: string[] } {
  return { ...(name === undefined ? {} : { name }), ...(aliases === undefined ? {} : { aliases }) };
}

/** A successor is named where there is one; the status says the rest. */
export async function retireTool(viewer: Viewer, { slug, ...input }: RetireTool & { slug: string }, now: Date): Promise<SavedTool> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const tool = await toolForChange(tx, slug);
    if (input.revision !== undefined && input.revision !== tool.revision) await refuseOvertaken(tx, viewer, tool, input.revision, {});
    refuseIf("conflict", whyNotRetire(tool.fields));
    const successor = input.successor === undefined ? null : await toolOf(tx, input.successor, "successor");
    await changeTool(tx, viewer, tool, { status: "DISCONTINUED", ...(successor ? { successorId: successor.id } : {}) });
    const after = { status: "DISCONTINUED", ...(successor ? { successor: successor.slug } : {}), revision: tool.revision + 1 };
    const before = { status: "ACTIVE", ...(successor ? { successor: tool.fields.successor } : {}) };
    const event = { action: "tool.retired", subjectKind: "tool", subjectId: slug, before, after, reason: input.reason } as const;
    await recordAudit(tx, viewer, event, now);
    return { id: tool.id, slug, revision: tool.revision + 1 };
  });
}

export async function reinstateTool(
  viewer: Viewer,
  { slug, revision, reason: because }: ReinstateTool & { slug: string },
  now: Date,
): Promise<SavedTool> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const tool = await toolForChange(tx, slug);
    if (revision !== undefined && revision !== tool.revision) await refuseOvertaken(tx, viewer, tool, revision, {});
    refuseIf("conflict", whyNotReinstate(tool.fields));
    await changeTool(tx, viewer, tool, { status: "ACTIVE" });
    const states = { before: { status: "DISCONTINUED" }, after: { status: "ACTIVE", revision: tool.revision + 1 } };
    await recordAudit(tx, viewer, { action: "tool.reinstated", subjectKind: "tool", subjectId: slug, ...states, reason: because }, now);
    return { id: tool.id, slug, revision: tool.revision + 1 };
  });
}

async function changeTool(tx: Tx, viewer: Viewer, tool: StoredTool, data: Prisma.ToolUncheckedUpdateManyInput): Promise<void> {
  const changed = { ...data, revision: { increment: 1 } };
  const { count } = await tx.tool.updateMany({ where: { id: tool.id, revision: tool.revision }, data: changed }).catch(refuseCycle);
  if (count === 0) await refuseOvertaken(tx, viewer, tool, tool.revision, {});
}

function refuseCycle(error: unknown): never {
  if (broke(error, "tool_successor_cycle")) throw inField("successor", reason("tools.field.successorCycle"));
  throw error;
}

/**
 * Says who changed the tool since it was read, when, and per field that says something else than was sent what it says now. The audit log
 * knows: every change of a tool wrote its event, with the new revision, in its own transaction.
 */
export async function refuseOvertaken(
  tx: Tx,
  viewer: Viewer,
  { slug, fields }: StoredTool,
  read: number,
  sent: ToolChanges,
): Promise<never> {
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "tool", subjectId: slug },
    select: { actorName: true, at: true, action: true, after: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  const [last] = events;
  const since = events.flatMap(({ after }) => (revisionIn(after) > read ? Object.keys(after as object) : []));
  const whyNot = last
    ? reason("tools.overtaken.by", { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) })
    : reason("tools.overtaken.unknown");
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(fields, sent, since.length > 0 ? since : null) });
}

function revisionIn(after: unknown): number {
  const revision: unknown = typeof after === "object" && after !== null ? Reflect.get(after, "revision") : null;
  return typeof revision === "number" ? revision : 0;
}

export function toolPath(slug: string): string {
  return `/tools/${slug}`;
}

/** Leaves out what is undefined, as JSON does. */
function asJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
