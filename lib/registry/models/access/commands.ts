import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { inField, Refusal, reason, refuse } from "@/lib/refusal";
import { accessDifferences, isUntouched, whyNotAsOf } from "@/lib/registry/models/access/rules";
import type { AccessFields, EditAccess, RecordAccess } from "@/lib/registry/models/access/schema";
import { channelKeyOf, channelOf } from "@/lib/registry/models/channels";
import { overtakenFields } from "@/lib/registry/models/rules";
import { toolOf } from "@/lib/registry/tools/resolve";

export type SavedAccess = { id: number; family: string; tool: string; revision: number };

type Edge = {
  id: number;
  toolId: number;
  tool: string;
  toolName: string;
  family: string;
  familyName: string;
  channel: string;
  revision: number;
  fields: AccessFields;
};

/** Records that a tool reaches a family through a channel. */
export async function recordAccess(viewer: Viewer, input: RecordAccess, now: Date): Promise<SavedAccess> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const tool = await toolOf(tx, input.tool, "tool");
    const family = await familyNamed(tx, input.family);
    const channel = channelKeyOf(input.channel);
    const fields = { mode: input.mode, source: input.source, asOf: input.asOf };
    refuseDay(fields.asOf, now);
    const row = { toolId: tool.id, familyId: family.id, channel, mode: fields.mode, source: fields.source, asOf: dayOf(fields.asOf) };
    const taken = await tx.modelAccess.findFirst({ where: { toolId: tool.id, familyId: family.id, channel }, select: { id: true } });
    if (taken) throw isThere(tool.name, family.name, channel, taken.id);
    const { id } = await tx.modelAccess.create({ data: row, select: { id: true } }).catch((error: unknown) => {
      if (broke(error, "model_access_tool_id_family_id_channel_key")) throw isThere(tool.name, family.name, channel, null);
      throw error;
    });
    const { revision } = await tx.tool.update({ where: { id: tool.id }, data: { revision: { increment: 1 } }, select: { revision: true } });
    const after = { family: family.slug, channel, ...fields, revision };
    await recordAudit(tx, viewer, { action: "access.recorded", subjectKind: "tool", subjectId: tool.slug, after }, now);
    return { id, family: family.slug, tool: tool.slug, revision };
  });
}

/** Changes how, by whom or when an edge is known. Another channel is another edge. */
export async function editAccess(viewer: Viewer, { id, revision, changes }: EditAccess, now: Date): Promise<SavedAccess> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const edge = await edgeForChange(tx, id);
    if (changes.asOf !== undefined) refuseDay(changes.asOf, now);
    await refuseIfOvertaken(tx, viewer, edge, revision, changes);
    const after = accessDifferences(edge.fields, changes);
    const saved = { id, family: edge.family, tool: edge.tool };
    if (Object.keys(after).length === 0) return { ...saved, revision: edge.revision };
    await raise(tx, edge);
    const { asOf, ...rest } = after;
    const data = { ...rest, ...(asOf === undefined ? {} : { asOf: dayOf(asOf) }) };
    await tx.modelAccess.update({ where: { id }, data, select: { id: true } });
    const next = edge.revision + 1;
    const about = { family: edge.family, channel: edge.channel };
    await recordAudit(
      tx,
      viewer,
      {
        action: "access.recorded",
        subjectKind: "tool",
        subjectId: edge.tool,
        before: { ...about, ...edge.fields },
        after: { ...about, ...edge.fields, ...after, revision: next },
      },
      now,
    );
    return { ...saved, revision: next };
  });
}

/** Says that a tool does not reach a family through a channel, or no longer. The catalogue does not bring it back. */
export async function removeAccess(
  viewer: Viewer,
  { id, revision, reason: because }: { id: number; revision?: number | undefined; reason: string },
  now: Date,
): Promise<Omit<SavedAccess, "id">> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const edge = await edgeForChange(tx, id);
    await refuseIfOvertaken(tx, viewer, edge, revision, {});
    await raise(tx, edge);
    await tx.modelAccess.delete({ where: { id }, select: { id: true } });
    const next = edge.revision + 1;
    await recordAudit(
      tx,
      viewer,
      {
        action: "access.removed",
        subjectKind: "tool",
        subjectId: edge.tool,
        before: { family: edge.family, channel: edge.channel, ...edge.fields },
        after: { revision: next },
        reason: because,
      },
      now,
    );
    return { family: edge.family, tool: edge.tool, revision: next };
  });
}

async function familyNamed(tx: Tx, word: string): Promise<{ id: number; slug: string; name: string }> {
  const found = await tx.$queryRaw<{ id: number; slug: string; name: string }[]>`
    SELECT id, slug, name FROM model_family WHERE slug = lower(${word}) OR lower(name) = lower(${word}) ORDER BY slug = lower(${word}) DESC, slug LIMIT 3`;
  const [family, ...others] = found;
  if (family && (others.length === 0 || family.slug === word.toLowerCase())) return family;
  const key = family ? "models.field.familyUnclear" : "models.field.familyUnknown";
  throw inField("family", reason(key, { word, found: found.map(({ slug }) => slug).join(", ") }));
}

/** The edge as it is to be changed. Its tool is locked: whoever comes second sees the new revision. */
async function edgeForChange(tx: Tx, id: number): Promise<Edge> {
  await tx.$queryRaw`SELECT t.id FROM tool t JOIN model_access a ON a.tool_id = t.id WHERE a.id = ${id} FOR UPDATE OF t`;
  const found = await tx.modelAccess.findUnique({
    where: { id },
    select: {
      channel: true,
      mode: true,
      source: true,
      asOf: true,
      tool: { select: { id: true, slug: true, name: true, revision: true } },
      family: { select: { slug: true, name: true } },
    },
  });
  if (!found) refuse("not-found", "models.refusal.access");
  const { tool, family, channel, mode, source, asOf } = found;
  return {
    id,
    toolId: tool.id,
    tool: tool.slug,
    toolName: tool.name,
    family: family.slug,
    familyName: family.name,
    channel,
    revision: tool.revision,
    fields: { mode, source, asOf: asOf?.toISOString().slice(0, 10) ?? null },
  };
}

/** Whoever read an older revision of the tool is only too late when this edge was changed since. */
async function refuseIfOvertaken(tx: Tx, viewer: Viewer, edge: Edge, read: number | undefined, sent: EditAccess["changes"]): Promise<void> {
  if (read === undefined || read === edge.revision) return;
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "tool", subjectId: edge.tool },
    select: { actorName: true, at: true, action: true, before: true, after: true },
    orderBy: { id: "desc" },
    take: 100,
  });
  if (isUntouched(edge, read, edge.revision, events)) return;
  const [last] = events;
  const whyNot = last
    ? reason("models.overtaken.by", { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) })
    : reason("models.overtaken.unknown");
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(edge.fields, sent) });
}

async function raise(tx: Tx, { toolId }: Edge): Promise<void> {
  await tx.tool.update({ where: { id: toolId }, data: { revision: { increment: 1 } }, select: { id: true } });
}

function isThere(tool: string, family: string, channel: string, id: number | null): Refusal {
  const values = { tool, family, channel: channelOf(channel).label, address: id === null ? "/models" : `/models/access/${id}` };
  return new Refusal("conflict", reason("models.refusal.there", values), { fields: { channel: reason("models.field.there", values) } });
}

function refuseDay(asOf: string | null, now: Date): void {
  const whyNot = whyNotAsOf(asOf, now);
  if (whyNot) throw inField("asOf", whyNot);
}

function dayOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
