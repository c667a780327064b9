import "server-only";
import { z } from "zod";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import type { RequestList, RequestState } from "@/lib/registry/requests/schema";
import { literally } from "@/lib/registry/search/rules";
import { Prisma } from "@/prisma/generated/client";
import type { ToolRequestStatus } from "@/prisma/generated/enums";

/** A tool that a request led to; where it was merged since, the one it is now. */
export type RequestedTool = { id: number; slug: string; name: string };

export type OwnRequest = {
  id: number;
  name: string;
  homepage: string | null;
  category: string | null;
  purpose: string;
  status: ToolRequestStatus;
  createdAt: Date;
  answer: string | null;
  answeredAt: Date | null;
  tool: RequestedTool | null;
  /** Other people who wait for the same name. */
  others: number;
  /** Names that somebody asked for earlier and that are not answered either. */
  ahead: number;
};

const TOOL = Prisma.sql`(SELECT jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name) FROM tool o JOIN tool t ON t.id = coalesce(o.merged_into_id, o.id)
  WHERE o.id = r.tool_id) AS tool`;

/** One's own requests, open ones first, then the newest. */
export async function ownRequests(viewer: Viewer): Promise<OwnRequest[]> {
  must(viewer, "self");
  return db.$queryRaw<OwnRequest[]>`
    WITH waiting AS (
      SELECT squashed(name) AS name, min(created_at) AS since, count(*)::int AS people FROM tool_request WHERE status = 'OPEN' GROUP BY 1
    )
    SELECT r.id, r.name, r.homepage, r.category, r.purpose, r.status::text, r.created_at AS "createdAt", r.answer, r.answered_at AS "answeredAt", ${TOOL},
      CASE WHEN r.status = 'OPEN' THEN w.people - 1 ELSE 0 END AS others,
      CASE WHEN r.status = 'OPEN' THEN (SELECT count(*)::int FROM waiting o WHERE o.since < w.since) ELSE 0 END AS ahead
    FROM tool_request r LEFT JOIN waiting w ON w.name = squashed(r.name)
    WHERE r.person_id = ${viewer.personId} ORDER BY r.status <> 'OPEN', r.created_at DESC, r.id DESC LIMIT 200`;
}

/** Who already waits for a tool of this name: the viewer since when, and how many others. */
export async function waitingFor(viewer: Viewer, name: string): Promise<{ ownSince: Date | null; others: number }> {
  must(viewer, "self");
  const [row] = await db.$queryRaw<[{ ownSince: Date | null; others: number }]>`
    SELECT min(created_at) FILTER (WHERE person_id = ${viewer.personId}) AS "ownSince",
      (count(*) FILTER (WHERE person_id IS DISTINCT FROM ${viewer.personId}))::int AS others
    FROM tool_request WHERE status = 'OPEN' AND squashed(name) = squashed(${name})`;
  return row;
}

/** One's own open requests; and for those who read the registry how many names wait for an answer. */
export async function countRequests(viewer: Viewer): Promise<{ own: number; waiting: number | null }> {
  must(viewer, "self");
  const [row] = await db.$queryRaw<[{ own: number; waiting: number }]>`
    SELECT (count(*) FILTER (WHERE person_id = ${viewer.personId}))::int AS own, count(DISTINCT squashed(name))::int AS waiting
    FROM tool_request WHERE status = 'OPEN'`;
  return { own: row.own, waiting: can(viewer, "registry:read") ? row.waiting : null };
}

/** Everything that people asked for by one name and that has one answer, or none yet. */
export type RequestItem = {
  /** Of the first of them. */
  id: number;
  name: string;
  status: ToolRequestStatus;
  people: number;
  category: string | null;
  firstAt: Date;
  lastAt: Date;
  answeredAt: Date | null;
  tool: RequestedTool | null;
};

const byWeight = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

const STATUSES: Record<RequestState, ToolRequestStatus[]> = {
  open: ["OPEN"],
  answered: ["ANSWERED"],
  withdrawn: ["WITHDRAWN"],
  all: ["OPEN", "ANSWERED", "WITHDRAWN"],
};

/** Open ones first, those that most people wait for before the others; of answered ones the newest first. */
export async function listRequests(viewer: Viewer, { state, q, cursor, limit }: RequestList): Promise<Keyset<RequestItem>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, byWeight);
  const named = q ? Prisma.sql`folded(r.name) LIKE '%' || folded(${literally(q)}) || '%'` : Prisma.sql`true`;
  const rows = await db.$queryRaw<(RequestItem & { rank: number; weight: number })[]>`
    WITH asked AS (
      SELECT min(r.id) AS id, (array_agg(r.name ORDER BY r.id))[1] AS name, r.status, count(*)::int AS people,
        (array_agg(r.category ORDER BY r.category IS NULL, r.id))[1] AS category, min(r.created_at) AS "firstAt", max(r.created_at) AS "lastAt",
        r.answered_at AS "answeredAt", max(r.tool_id) AS tool_id, (r.status <> 'OPEN')::int AS rank,
        CASE WHEN r.status = 'OPEN' THEN -count(*) ELSE -max(r.id) END::int AS weight
      FROM tool_request r WHERE r.status::text = ANY (${STATUSES[state]}::text[]) AND ${named}
      GROUP BY squashed(r.name), r.status, r.answered_at, CASE WHEN r.status = 'WITHDRAWN' THEN r.id END
    )
    SELECT r.id, r.name, r.status::text, r.people, r.category, r."firstAt", r."lastAt", r."answeredAt", r.rank, r.weight, ${TOOL} FROM asked r
    WHERE ${from ? Prisma.sql`(rank, weight, id) > (${from[0]}, ${from[1]}, ${from[2]})` : Prisma.sql`true`} ORDER BY rank, weight, id LIMIT ${limit + 1}`;
  const { items, next } = keysetOf(rows, limit, ({ rank, weight, id }) => [rank, weight, id]);
  return { items: items.map(({ rank: _rank, weight: _weight, ...item }) => item), next };
}

export type Asking = {
  id: number;
  person: { id: number; name: string; team: string };
  name: string;
  homepage: string | null;
  category: string | null;
  purpose: string;
  createdAt: Date;
};

export type RequestDetail = {
  id: number;
  name: string;
  status: ToolRequestStatus;
  answer: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  tool: RequestedTool | null;
  /** Everybody who asked and is answered together, the first first. */
  askings: Asking[];
};

type DetailRow = Omit<RequestDetail, "askings"> & { askings: (Omit<Asking, "createdAt"> & { createdAt: string })[] };

export async function getRequest(viewer: Viewer, id: number): Promise<RequestDetail | null> {
  must(viewer, "registry:read");
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT r.id, r.name, r.status::text, r.answer, r.answered_at AS "answeredAt", (SELECT name FROM person WHERE id = r.answered_by_id) AS "answeredBy", ${TOOL},
      (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'person', jsonb_build_object('id', p.id, 'name', p.name, 'team', m.name), 'name', a.name,
          'homepage', a.homepage, 'category', a.category, 'purpose', a.purpose, 'createdAt', a.created_at) ORDER BY a.id)
        FROM tool_request a JOIN person p ON p.id = a.person_id JOIN team m ON m.id = p.team_id
        WHERE a.id = r.id OR (squashed(a.name) = squashed(r.name) AND a.status = r.status AND a.status <> 'WITHDRAWN'
          AND a.answered_at IS NOT DISTINCT FROM r.answered_at)) AS askings
    FROM tool_request r WHERE r.id = ${id}`;
  return row ? { ...row, askings: row.askings.map((one) => ({ ...one, createdAt: new Date(one.createdAt) })) } : null;
}
