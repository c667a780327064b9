import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { Prisma } from "@/prisma/generated/client";

const ALL = Prisma.sql`exception`;

/** Exceptions for a person: their own, those of their devices, and those that the teams above them were given. May name one more than once. */
export function concerning(personId: number | null, among = ALL): Prisma.Sql {
  return Prisma.sql`
    SELECT x.id FROM ${among} x WHERE x.person_id = ${personId}::int
    UNION ALL SELECT x.id FROM ${among} x JOIN device d ON d.id = x.device_id WHERE d.owner_person_id = ${personId}::int
    UNION ALL SELECT x.id FROM person p JOIN team own ON own.id = p.team_id JOIN team above ON above.path @> own.path JOIN ${among} x ON x.team_id = above.id
      WHERE p.id = ${personId}::int AND x.status IN ('APPROVED', 'ACTIVE', 'EXPIRED', 'REVOKED')`;
}

/**
 * The ids of what a viewer may read: everybody theirs and what they asked for, managers those of the subtrees they manage. Null: all of them.
 * May name one more than once.
 */
export function readableIds(viewer: Viewer, among = ALL): Prisma.Sql | null {
  if (isUnlimited(viewer, "exceptions:read")) return null;
  const managed = Prisma.sql`ANY (${[...viewer.managedPaths]}::text[]::ltree[])`;
  const below =
    viewer.managedPaths.length === 0
      ? Prisma.empty
      : Prisma.sql`
        UNION ALL SELECT x.id FROM team t JOIN person p ON p.team_id = t.id JOIN ${among} x ON x.person_id = p.id WHERE t.path <@ ${managed}
        UNION ALL SELECT x.id FROM team t JOIN ${among} x ON x.team_id = t.id WHERE t.path <@ ${managed}
        UNION ALL SELECT x.id FROM ${among} x JOIN device d ON d.id = x.device_id LEFT JOIN person p ON p.id = d.owner_person_id
          JOIN team t ON t.id = coalesce(p.team_id, d.owner_team_id) WHERE x.device_id IS NOT NULL AND t.path <@ ${managed}`;
  return Prisma.sql`${concerning(viewer.personId, among)}
    UNION ALL SELECT x.id FROM ${among} x WHERE x.requested_by_id = ${viewer.personId}::int ${below}`;
}

/** Exceptions `e` that a viewer may read. */
export function readable(viewer: Viewer): Prisma.Sql {
  const ids = readableIds(viewer);
  return ids ? Prisma.sql`e.id IN (${ids})` : Prisma.sql`true`;
}

/** The exception `e` with that id, if the viewer may read it. Looks at no other. */
export function readableOne(viewer: Viewer, id: number): Prisma.Sql {
  const ids = readableIds(viewer, Prisma.sql`(SELECT * FROM exception WHERE id = ${id}::int)`);
  return ids ? Prisma.sql`e.id = ${id}::int AND e.id IN (${ids})` : Prisma.sql`e.id = ${id}::int`;
}
