import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { RecordSeats, RecordWorkflow } from "@/lib/bans/use/schema";
import { inTransaction, type Tx } from "@/lib/db";
import { oneTeam } from "@/lib/people/named";
import { inField, reason, refuse } from "@/lib/refusal";

/** Numbers of a day; those before stay. */
export async function recordSeats(
  viewer: Viewer,
  { slug, asOf, ...numbers }: RecordSeats & { slug: string },
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  const day = new Date(`${asOf}T00:00:00Z`);
  // Somewhere on earth it is tomorrow already.
  if (day.getTime() > now.getTime() + 14 * 3_600_000) throw inField("asOf", reason("blast.field.asOf"));
  return inTransaction(async (tx) => {
    const tool = await toolOf(tx, slug);
    const data = { toolId: tool.id, ...numbers, asOf: day, recordedById: viewer.personId, recordedAt: now };
    const { id } = await tx.toolSeats.create({ data, select: { id: true } });
    await recordAudit(tx, viewer, { action: "seats.recorded", subjectKind: "tool", subjectId: slug, after: { ...numbers, asOf } }, now);
    return { id };
  });
}

export async function removeWorkflow(viewer: Viewer, { slug, id }: { slug: string; id: number }, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const tool = await toolOf(tx, slug);
    const [gone] = await tx.$queryRaw<{ name: string; team: number }[]>`
      DELETE FROM workflow WHERE id = ${id} AND tool_id = ${tool.id} RETURNING name, owner_team_id AS team`;
    if (!gone) refuse("not-found", "blast.refusal.workflow");
    await recordAudit(tx, viewer, { action: "workflow.removed", subjectKind: "tool", subjectId: slug, before: { id, ...gone } }, now);
  });
}

/** Work that somebody says rests on the tool, and the team that runs it. */
export async function recordWorkflow(
  viewer: Viewer,
  { slug, team, name, runsPerWeek, note }: RecordWorkflow & { slug: string },
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const tool = await toolOf(tx, slug);
    const { id: ownerTeamId } = await oneTeam(tx, team, "blast.field");
    const data = {
      toolId: tool.id,
      name,
      ownerTeamId,
      runsPerWeek: runsPerWeek ?? null,
      note: note ?? null,
      recordedById: viewer.personId,
      recordedAt: now,
    };
    const { id } = await tx.workflow.create({ data, select: { id: true } });
    const after = { id, name, team: ownerTeamId, runsPerWeek: runsPerWeek ?? null };
    await recordAudit(tx, viewer, { action: "workflow.recorded", subjectKind: "tool", subjectId: slug, after }, now);
    return { id };
  });
}

async function toolOf(tx: Tx, slug: string): Promise<{ id: number }> {
  const tool = await tx.tool.findFirst({ where: { slug, mergedIntoId: null }, select: { id: true } });
  return tool ?? refuse("not-found", "registry.refusal.tool");
}
