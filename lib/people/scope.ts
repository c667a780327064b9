import { type Capability, isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { Prisma } from "@/prisma/generated/client";

/**
 * The rows of the org tree a viewer may see, as a condition on an ltree column: everything, or the subtrees they manage. Scope stands in
 * the `where`, so "not found" and "not yours" are one answer.
 */
export function withinTeams(viewer: Viewer, capability: Capability, path: Prisma.Sql): Prisma.Sql {
  if (isUnlimited(viewer, capability)) return Prisma.sql`true`;
  return Prisma.sql`${path} <@ ANY(${[...viewer.managedPaths]}::text[]::ltree[])`;
}
