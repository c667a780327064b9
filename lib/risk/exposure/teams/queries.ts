import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { devicesOf, type ExposedFinding, OWNED, standingsFor } from "../queries";
import type { ExposureFilters } from "../schema";

export type ExposedTeam = {
  /** Null: devices that no team answers for. */
  id: number | null;
  name: string | null;
  devices: number;
  people: number;
  stillDevices: number;
  hasChildren: boolean;
  /** The team whose parts are listed, without them. */
  isParent: boolean;
};
export type ExposedTeams = {
  rows: ExposedTeam[] /** From the top down to the team whose parts are listed. */;
  above: { id: number; name: string }[];
};

/** The parts of a team with everybody below them, most devices first; without `parent` those of the company. */
export async function exposureByTeam(
  viewer: Viewer,
  finding: ExposedFinding,
  { group, parent }: { group: ExposureFilters["group"]; parent?: number | undefined },
): Promise<ExposedTeams> {
  must(viewer, "risk:read");
  const [found, roots] = await Promise.all([
    standingsFor(finding),
    db.team.findMany({ where: { parentId: null }, select: { id: true }, take: 2 }),
  ]);
  // One team above all others says nothing that the whole does not.
  const top = parent ?? (roots.length === 1 ? roots[0]?.id : undefined) ?? null;
  const isWhole = parent === undefined;
  const [rows, above] = await Promise.all([
    db.$queryRaw<ExposedTeam[]>`
      WITH hit AS (${devicesOf(group, found)}), top AS (SELECT id, path, nlevel(path) AS level FROM team WHERE id = ${top}::int), placed AS (
        SELECT h.still, d.owner_person_id, CASE WHEN t.id IS NULL OR t.id = top.id THEN t.id
          ELSE ltree2text(subpath(t.path, coalesce(top.level, 0), 1))::int END AS team_id
        FROM ${OWNED} LEFT JOIN top ON true WHERE ${top === null}::boolean OR t.path <@ top.path OR (t.id IS NULL AND ${isWhole}::boolean)
      )
      SELECT t.id, t.name, count(*)::int AS devices, count(DISTINCT p.owner_person_id)::int AS people,
        (count(*) FILTER (WHERE p.still))::int AS "stillDevices", coalesce(t.id = ${top}::int, false) AS "isParent",
        t.id IS DISTINCT FROM ${top}::int AND EXISTS (SELECT FROM team c WHERE c.parent_id = t.id) AS "hasChildren"
      FROM placed p LEFT JOIN team t ON t.id = p.team_id GROUP BY t.id ORDER BY t.id IS NULL, devices DESC, t.name, t.id`,
    teamsAbove(top),
  ]);
  return { rows, above };
}

function teamsAbove(id: number | null): Promise<{ id: number; name: string }[]> {
  return db.$queryRaw(
    Prisma.sql`SELECT t.id, t.name FROM team t WHERE t.path @> (SELECT path FROM team WHERE id = ${id}::int) ORDER BY nlevel(t.path)`,
  );
}

export async function teamNamed(viewer: Viewer, id: number): Promise<string | null> {
  must(viewer, "risk:read");
  return (await db.team.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;
}
