import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf, keysetQuery } from "@/lib/http/keyset";
import type { Change, Kind, State } from "@/lib/registry/catalogue/difference/schema";
import type { Problem } from "@/lib/registry/catalogue/reading/schema";
import type { ChangesQuery } from "@/lib/registry/catalogue/updates/schema";
import { Prisma } from "@/prisma/generated/client";
import type { CatalogueUpdateStatus } from "@/prisma/generated/enums";

export const updateListQuery = z.object(keysetQuery);
export type UpdateList = z.output<typeof updateListQuery>;

export type UpdateCounts = Record<"added" | "changed" | "removed" | "conflicts" | "applied" | "undone" | "open" | "waiting", number>;

export type UpdateItem = {
  id: number;
  /** "shipped", "uploaded" */
  origin: string;
  name: string;
  kind: "catalogue" | "export";
  status: CatalogueUpdateStatus;
  createdAt: Date;
  createdBy: string | null;
  settledAt: Date | null;
  settledBy: string | null;
  comparedAt: Date | null;
  problemCount: number;
  counts: UpdateCounts;
};

const ITEM = Prisma.sql`u.id, u.origin, u.name, u.content->>'kind' AS kind, u.status::text AS status, u.created_at AS "createdAt", c.name AS "createdBy",
  u.settled_at AS "settledAt", s.name AS "settledBy", u.compared_at AS "comparedAt", u.problem_count AS "problemCount", counted.counts`;

// "open": neither applied nor undone; "waiting": open and not only offered for removal.
const COUNTED = Prisma.sql`catalogue_update u LEFT JOIN person c ON c.id = u.created_by_id LEFT JOIN person s ON s.id = u.settled_by_id
  CROSS JOIN LATERAL (SELECT jsonb_build_object(
    'added', count(*) FILTER (WHERE h.state = 'added'), 'changed', count(*) FILTER (WHERE h.state = 'changed'),
    'removed', count(*) FILTER (WHERE h.state = 'removed'), 'conflicts', count(*) FILTER (WHERE h.conflicts > 0),
    'applied', count(*) FILTER (WHERE h.applied_at IS NOT NULL), 'undone', count(*) FILTER (WHERE h.undone_at IS NOT NULL),
    'open', count(*) FILTER (WHERE h.applied_at IS NULL),
    'waiting', count(*) FILTER (WHERE h.applied_at IS NULL AND h.state <> 'removed')) AS counts
    FROM catalogue_change h WHERE h.update_id = u.id AND h.state <> 'settled') counted`;

const byId = z.tuple([z.number().int()]);

/** Catalogue updates, the newest first. */
export async function listUpdates(viewer: Viewer, { cursor, limit }: UpdateList): Promise<Keyset<UpdateItem>> {
  must(viewer, "registry:read");
  const before = decodeCursor(cursor, byId);
  const rows = await db.$queryRaw<UpdateItem[]>`SELECT ${ITEM} FROM ${COUNTED}
    WHERE ${before ? Prisma.sql`u.id < ${before[0]}` : Prisma.sql`true`} ORDER BY u.id DESC LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ id }) => [id]);
}

/** How many proposals wait for somebody. */
export async function countProposals(viewer: Viewer): Promise<{ n: number; newest: number | null }> {
  must(viewer, "registry:read");
  const { _count, _max } = await db.catalogueUpdate.aggregate({ where: { status: "PROPOSED" }, _count: true, _max: { id: true } });
  return { n: _count, newest: _max.id };
}

export type UpdateDetail = UpdateItem & {
  /** False: the registry has changed since the update was compared with it. */
  isFresh: boolean;
  complete: boolean;
  /** What the keys of sources stand for. */
  sources: Record<string, string>;
};

export async function getUpdate(viewer: Viewer, id: number): Promise<UpdateDetail | null> {
  must(viewer, "registry:read");
  const [update] = await db.$queryRaw<UpdateDetail[]>`
    SELECT ${ITEM}, u.stamp IS NOT DISTINCT FROM registry_stamp() AS "isFresh", coalesce((u.content->>'complete')::boolean, true) AS complete,
      coalesce((SELECT jsonb_object_agg(key, words) FROM catalogue_source), '{}') || coalesce(u.content->'sources', '{}') AS sources
    FROM ${COUNTED} WHERE u.id = ${id}`;
  return update ?? null;
}

export type ChangeItem = {
  kind: Kind;
  slug: string;
  name: string;
  state: State;
  conflicts: number;
  changes: Change[];
  appliedAt: Date | null;
  undoneAt: Date | null;
};

const SHOW: Record<ChangesQuery["show"], Prisma.Sql> = {
  open: Prisma.sql`applied_at IS NULL`,
  conflicts: Prisma.sql`conflicts > 0`,
  added: Prisma.sql`state = 'added'`,
  changed: Prisma.sql`state = 'changed'`,
  removed: Prisma.sql`(state = 'removed' OR changes @> '[{"is": "removed"}]')`,
  applied: Prisma.sql`applied_at IS NOT NULL`,
  all: Prisma.sql`true`,
};

/** The entries in which an update differs, vendors first. */
export async function listChanges(
  viewer: Viewer,
  id: number,
  { show, kind, q, page, size }: ChangesQuery,
): Promise<{ items: ChangeItem[]; total: number; page: number }> {
  must(viewer, "registry:read");
  const like = q && `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const where = Prisma.join(
    [
      Prisma.sql`update_id = ${id} AND state <> 'settled'`,
      SHOW[show],
      kind ? Prisma.sql`kind = ${kind}` : Prisma.sql`true`,
      like ? Prisma.sql`(lower(name) LIKE ${like} OR slug LIKE ${like})` : Prisma.sql`true`,
    ],
    " AND ",
  );
  const [counted] = await db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM catalogue_change WHERE ${where}`;
  const total = counted?.total ?? 0;
  const shown = Math.min(page, Math.max(1, Math.ceil(total / size)));
  const items = await db.$queryRaw<ChangeItem[]>`
    SELECT kind, slug, name, state, conflicts, changes, applied_at AS "appliedAt", undone_at AS "undoneAt"
    FROM catalogue_change WHERE ${where} ORDER BY position, kind, slug LIMIT ${size} OFFSET ${(shown - 1) * size}`;
  return { items, total, page: shown };
}

/** What could not be taken of the file, in its order; at most the first ten thousand. */
export async function listProblems(viewer: Viewer, id: number, most?: number): Promise<Problem[] | null> {
  must(viewer, "registry:read");
  const [row] = await db.$queryRaw<{ problems: Problem[] }[]>`
    SELECT CASE WHEN ${most ?? null}::int IS NULL THEN problems ELSE jsonb_path_query_array(problems, '$[0 to $most]', jsonb_build_object('most', ${(most ?? 1) - 1}::int)) END AS problems
    FROM catalogue_update WHERE id = ${id}`;
  return row?.problems ?? null;
}
