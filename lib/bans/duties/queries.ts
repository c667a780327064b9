import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { DutyContent } from "@/lib/bans/duties/schema";
import { db } from "@/lib/db";

export type OwnerName = { id: number; name: string; team: string; isActive: boolean };
export type DutyTeamName = { id: number; name: string /** Names of the teams above it, from the top. */; above: string[] };
export type DutyNames = { owners: OwnerName[]; teams: DutyTeamName[] };

/** The names behind the ids of duties: who answers for them, and the teams with a date of their own. */
export async function dutyNames(viewer: Viewer, duties: readonly Pick<DutyContent, "ownerId" | "teams">[]): Promise<DutyNames> {
  must(viewer, "bans:read");
  const ownerIds = duties.flatMap(({ ownerId }) => ownerId ?? []);
  const teamIds = duties.flatMap(({ teams }) => teams.map(({ teamId }) => teamId));
  const [owners, teams] = await Promise.all([
    ownerIds.length === 0
      ? []
      : db.$queryRaw<OwnerName[]>`
          SELECT p.id, p.name, t.name AS team, p.active AS "isActive" FROM person p JOIN team t ON t.id = p.team_id WHERE p.id = ANY (${ownerIds}::int[])`,
    teamIds.length === 0
      ? []
      : db.$queryRaw<DutyTeamName[]>`
          SELECT t.id, t.name, ARRAY(SELECT a.name FROM team a WHERE a.path @> t.path AND a.id <> t.id ORDER BY nlevel(a.path)) AS above
          FROM team t WHERE t.id = ANY (${teamIds}::int[]) ORDER BY nlevel(t.path), t.name`,
  ]);
  return { owners, teams };
}
