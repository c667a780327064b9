import "server-only";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { asJson } from "@/lib/bans/parts/rules";
import type { Widened } from "@/lib/bans/publication/rules";
import { type ResolvedScope, resolvedSchema } from "@/lib/bans/publication/schema";
import { readScopeVersions } from "@/lib/bans/ranges/commands";
import type { BanContent } from "@/lib/bans/schema";
import { resolveScope, type Scope } from "@/lib/bans/selector/queries";
import type { LoadedVersion } from "@/lib/bans/transition";
import type { Tx } from "@/lib/db";

/** For the rest of the transaction what the ban resolved to may change. */
export async function openForPublication(tx: Tx, banId: number): Promise<void> {
  await tx.$executeRaw`SELECT set_config('interdict.publishing', ${String(banId)}, true)`;
}

/** What a version means now, with how many it binds and how many of them are new. */
export async function resolvedAs(tx: Tx, scope: Scope, content: BanContent, before: LoadedVersion | null): Promise<ResolvedScope> {
  const population = JSON.stringify(content.population);
  const was = before && JSON.stringify(before.content.population);
  const [counts] = await tx.$queryRaw<[Omit<ResolvedScope, "tools" | "access">]>`
    WITH now AS MATERIALIZED (SELECT person_id FROM population_people(${population}::jsonb)),
      was AS MATERIALIZED (SELECT person_id FROM population_people(${was}::jsonb) WHERE ${was !== null})
    SELECT (SELECT count(*)::int FROM now) AS people, (SELECT count(*)::int FROM population_devices(${population}::jsonb)) AS devices,
      (SELECT count(*)::int FROM population_teams(${population}::jsonb)) AS teams,
      (SELECT count(*)::int FROM now WHERE person_id NOT IN (SELECT person_id FROM was)) AS gained,
      (SELECT count(*)::int FROM was WHERE person_id NOT IN (SELECT person_id FROM now)) AS lost`;
  return { ...scope, ...counts };
}

/** What a published version meant, as kept with it. */
export async function keptScope(tx: Tx, banId: number, version: LoadedVersion): Promise<Scope> {
  const { resolved } = await tx.banVersion.findUniqueOrThrow({ where: { id: version.id }, select: { resolved: true } });
  const kept = resolvedSchema.safeParse(resolved).data;
  if (kept) return kept;
  // Versions from before this was kept say only what they select.
  return version.content.selector ? await resolveScope(tx, version.content.selector, banId) : { tools: [], access: [] };
}

/** Makes this the scope that binds. */
export async function bindScope(tx: Tx, banId: number, { tools, access }: Scope): Promise<void> {
  await tx.banScopeSoftware.deleteMany({ where: { banId } });
  await tx.banScopeTool.deleteMany({ where: { banId } });
  await tx.banScopeAccess.deleteMany({ where: { banId } });
  await tx.banScopeTool.createMany({ data: tools.map(({ id, versionRange }) => ({ banId, toolId: id, versionRange })) });
  const edges = access.map(({ toolId, familyId, channel, mode }) => ({ banId, toolId, familyId, channel, mode }));
  await tx.banScopeAccess.createMany({ data: edges });
  await readScopeVersions(tx, banId);
}

/** Makes these the duties that bind. A duty keeps its row as long as some version asks for it, and ends when none does. */
export async function bindDuties(tx: Tx, banId: number, duties: BanContent["duties"], now: Date): Promise<void> {
  await tx.duty.updateMany({
    where: { banId, kind: { notIn: duties.map(({ kind }) => kind) }, endedAt: null },
    data: { endedAt: now },
  });
  for (const { kind, teams, ownerId, instructions: _, ...duty } of duties) {
    const data = {
      ...duty,
      ownerPersonId: ownerId,
      teamDeadlines: teams.map(asJson),
      deadlineAt: resolveDeadline(duty.deadlineLocal, duty.deadlineZone).at,
      endedAt: null,
    };
    await tx.duty.upsert({ where: { banId_kind: { banId, kind } }, create: { banId, kind, ...data }, update: data, select: { id: true } });
  }
}

/** What was confirmed about less is void; the record keeps it. More to switch off elsewhere leaves what was said about removing as it is. */
export async function voidConfirmed(tx: Tx, banId: number, version: number, { tools, access }: Widened, now: Date): Promise<number> {
  if (!tools && !access) return 0;
  return tx.$executeRaw`
    UPDATE attestation a SET voided_at = ${now}, voided_by_version = ${version}
    WHERE a.ban_id = ${banId} AND a.voided_at IS NULL
      AND (${tools} OR EXISTS (SELECT FROM duty d WHERE d.id = a.duty_id AND d.kind IN ('DISABLE_IN_THIRD_PARTY', 'CERTIFY')))`;
}

export async function restoreConfirmed(tx: Tx, banId: number, version: number): Promise<void> {
  const voided = { banId, voidedByVersion: version };
  await tx.attestation.updateMany({ where: voided, data: { voidedAt: null, voidedByVersion: null } });
}

/** Gives everybody their duties as they are now: one set-based statement of the compliance rules. Returns how many rows changed. */
export async function settle(tx: Tx, banId: number, now: Date): Promise<number> {
  const [written] = await tx.$queryRaw<[{ count: number }]>`SELECT reevaluate_ban(${banId}::int, ${now}::timestamptz) AS count`;
  return written.count;
}

/**
 * Takes duties away, with everybody's obligations, as if they had never been asked. The locks are those of folding and of evaluation, in the
 * order in which a team that moves takes them.
 */
export async function forgetDuties(tx: Tx, ids: readonly number[]): Promise<void> {
  const duties = [...ids];
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7303, 0)`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7301, 0)`;
  await tx.$executeRaw`DELETE FROM obligation WHERE duty_id = ANY (${duties}::int[])`;
  await tx.$executeRaw`DELETE FROM rollup_delta WHERE duty_id = ANY (${duties}::int[])`;
  await tx.$executeRaw`DELETE FROM rollup WHERE duty_id = ANY (${duties}::int[])`;
  await tx.$executeRaw`DELETE FROM rollup_history WHERE duty_id = ANY (${duties}::int[])`;
  await tx.duty.deleteMany({ where: { id: { in: duties } } });
}
