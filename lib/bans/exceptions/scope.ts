import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { Prisma } from "@/prisma/generated/client";

/** Exceptions for a person: their own, those of their devices, and those that the teams above them were given. */
export function concerning(personId: number | null): Prisma.Sql {
  return Prisma.sql`
    SELECT x.id FROM exception x WHERE x.person_id = ${personId}::int
    UNION SELECT x.id FROM exception x JOIN device d ON d.id = x.device_id WHERE d.owner_person_id = ${personId}::int
    UNION SELECT x.id FROM person p JOIN team own ON own.id = p.team_id JOIN team above ON above.path @> own.path JOIN exception x ON x.team_id = above.id
      WHERE p.id = ${personId}::int AND x.status IN ('APPROVED', 'ACTIVE', 'EXPIRED', 'REVOKED')`;
}

/** Exceptions `e` that a viewer may read: everybody theirs and what they asked for, managers those of the subtrees they manage. */
export function readable(viewer: Viewer): Prisma.Sql {
  if (isUnlimited(viewer, "exceptions:read")) return Prisma.sql`true`;
  const managed = Prisma.sql`ANY (${[...viewer.managedPaths]}::text[]::ltree[])`;
  const below =
    viewer.managedPaths.length === 0
      ? Prisma.empty
      : Prisma.sql`
        UNION SELECT x.id FROM team t JOIN person p ON p.team_id = t.id JOIN exception x ON x.person_id = p.id WHERE t.path <@ ${managed}
        UNION SELECT x.id FROM team t JOIN exception x ON x.team_id = t.id WHERE t.path <@ ${managed}
        UNION SELECT x.id FROM exception x JOIN device d ON d.id = x.device_id LEFT JOIN person p ON p.id = d.owner_person_id
          JOIN team t ON t.id = coalesce(p.team_id, d.owner_team_id) WHERE t.path <@ ${managed}`;
  return Prisma.sql`e.id IN (${concerning(viewer.personId)}
    UNION SELECT x.id FROM exception x WHERE x.requested_by_id = ${viewer.personId}::int ${below})`;
}
