import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { isOvertaken, whyNotDecide } from "@/lib/registry/decisions/rules";
import type { Decide, DecisionFilters } from "@/lib/registry/decisions/schema";

type Made = { id: number; toolId: number /** The decision that it took the place of. */; replaces: number | null };

/** Decides on a tool for an audience. What was decided for the same audience before ends with it. */
export async function decide(viewer: Viewer, { slug, ...input }: Decide & { slug: string }, now: Date): Promise<Made> {
  must(viewer, "registry:write");
  try {
    return await inTransaction(async (tx) => {
      const tool = await toolForDecision(tx, slug);
      const wrong = { ...whyNotDecide(input, now), ...(await whyNotTeam(tx, input.team)) };
      const count = Object.keys(wrong).length;
      if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields: wrong });
      const inForce = await decisionFor(tx, tool.id, input);
      if (isOvertaken(inForce, input.replaces)) await refuseOvertaken(tx, viewer, slug, inForce);
      return replaceDecision(tx, viewer, { tool, input, inForce }, now);
    });
  } catch (error) {
    // Two people decided for the same audience at once; the unique index let one through.
    if (broke(error, "decision_in_force")) refuse("conflict", "decisions.whyNot.race");
    throw error;
  }
}

/** Takes a decision back without another one in its place: what is decided for wider audiences holds again. */
export async function withdrawDecision(
  viewer: Viewer,
  { slug, id, reason: why }: { slug: string; id: number; reason: string },
  now: Date,
): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const decision = await tx.decision.findFirst({ where: { id, tool: { slug } }, select: { status: true } });
    if (!decision) refuse("not-found", "decisions.refusal.decision");
    const { count } = await tx.decision.updateMany({ where: { id, supersededAt: null }, data: { supersededAt: now } });
    if (count === 0) refuse("conflict", "decisions.whyNot.over");
    await recordAudit(
      tx,
      viewer,
      {
        action: "decision.withdrawn",
        subjectKind: "tool",
        subjectId: slug,
        before: { decision: id, status: decision.status },
        reason: why,
      },
      now,
    );
  });
}

/** Records that somebody took the decisions away, by which filters, and how many. */
export async function recordDecisionExport(viewer: Viewer, filters: DecisionFilters, rows: number, now: Date): Promise<void> {
  must(viewer, "registry:read");
  const after = { filters: { ...filters }, rows };
  await inTransaction((tx) =>
    recordAudit(tx, viewer, { action: "registry.exported", subjectKind: "tools", subjectId: "decisions", after }, now),
  );
}

type ForDecision = { id: number; slug: string };

async function toolForDecision(tx: Tx, slug: string): Promise<ForDecision> {
  const tool = await tx.tool.findUnique({
    where: { slug },
    select: { id: true, slug: true, mergedInto: { select: { name: true, slug: true } } },
  });
  if (!tool) refuse("not-found", "registry.refusal.tool");
  if (tool.mergedInto)
    refuse("conflict", "decisions.whyNot.merged", { tool: tool.mergedInto.name, address: `/tools/${tool.mergedInto.slug}` });
  return { id: tool.id, slug: tool.slug };
}

async function whyNotTeam(tx: Tx, team: number | undefined) {
  if (team === undefined || (await tx.team.count({ where: { id: team } })) > 0) return {};
  return { team: reason("decisions.field.team", { id: String(team) }) };
}

type InForce = { id: number; status: string; decidedAt: Date; decidedById: number | null };

/** What holds for exactly this audience; locked, so that a second decision for it waits and then sees the first. */
async function decisionFor(tx: Tx, toolId: number, { team, workerTypes, countries }: Decide): Promise<InForce | null> {
  const [found] = await tx.$queryRaw<InForce[]>`
    SELECT id, status::text, decided_at AS "decidedAt", decided_by_id AS "decidedById" FROM decision
    WHERE tool_id = ${toolId} AND team_id IS NOT DISTINCT FROM ${team ?? null}::int AND superseded_at IS NULL
      AND worker_types = ${workerTypes}::text[]::worker_type[] AND countries = ${countries}::text[] FOR UPDATE`;
  return found ?? null;
}

async function refuseOvertaken(tx: Tx, viewer: Viewer, slug: string, inForce: InForce | null): Promise<never> {
  if (!inForce) refuse("conflict", "decisions.whyNot.withdrawnSince", { address: `/tools/${slug}` });
  const { status, decidedAt, decidedById } = inForce;
  const by = decidedById === null ? null : await tx.person.findUnique({ where: { id: decidedById }, select: { name: true } });
  const time = dateWords(decidedAt, "dateTime", viewer.zone, viewer.locale);
  refuse("conflict", "decisions.whyNot.overtaken", { who: by?.name ?? "–", status, time });
}

async function replaceDecision(
  tx: Tx,
  viewer: Viewer,
  { tool, input, inForce }: { tool: ForDecision; input: Decide; inForce: InForce | null },
  now: Date,
): Promise<Made> {
  const { team, workerTypes, countries, status, conditions, dataClasses, reviewOn, reason: why, basis } = input;
  if (inForce) await tx.decision.update({ where: { id: inForce.id }, data: { supersededAt: now }, select: { id: true } });
  const said = { status, dataClasses, conditions: conditions ?? null, basis: basis ?? null, reason: why };
  const { id } = await tx.decision.create({
    data: {
      ...{ toolId: tool.id, teamId: team ?? null, workerTypes, countries, ...said },
      reviewOn: reviewOn ? new Date(`${reviewOn}T00:00:00Z`) : null,
      decidedById: viewer.personId,
      decidedAt: now,
    },
    select: { id: true },
  });
  const after = { decision: id, status, team: team ?? null, workerTypes, countries, dataClasses, reviewOn: reviewOn ?? null };
  await recordAudit(
    tx,
    viewer,
    {
      ...{ action: "decision.made" as const, subjectKind: "tool", subjectId: tool.slug, after, reason: why },
      ...(inForce ? { before: { decision: inForce.id, status: inForce.status } } : {}),
    },
    now,
  );
  return { id, toolId: tool.id, replaces: inForce?.id ?? null };
}
