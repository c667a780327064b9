import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { countRadius } from "@/lib/bans/blast-radius/counts";
import { radiusOf } from "@/lib/bans/blast-radius/queries";
import { listSql, type PagedList } from "@/lib/bans/blast-radius/rows/lists";
import { RADIUS_LISTS, type RadiusFilters, type RadiusList } from "@/lib/bans/blast-radius/rows/schema";
import { type RadiusScope, radiusScope } from "@/lib/bans/blast-radius/scope";
import type { BanDraft } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { channelOf } from "@/lib/registry/models/channels";
import { Prisma } from "@/prisma/generated/client";

/** What a list shows of one row, by the names of its columns; several values of one column are a list. */
export type RadiusRow = { key: string; id: number; href: string | null } & Record<
  string,
  string | number | Date | readonly string[] | null
>;

type Asked = { banId: number; content: BanDraft; list: RadiusList; filters: RadiusFilters };

const cursorSchema = z.tuple([z.string(), z.number().int()]);

/** The rows behind a count of the blast radius. As many as the count says, at the moment they are asked for. */
export async function radiusRows(
  viewer: Viewer,
  { banId, content, list, filters }: Asked,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  now: Date,
): Promise<Keyset<RadiusRow>> {
  must(viewer, "bans:record");
  const scope = await radiusScope(db, content, banId, now);
  if (!isPaged(list)) return { items: await shortRows(list, scope, content, filters, now), next: null };
  const after = decodeCursor(cursor, cursorSchema);
  const from = after ? Prisma.sql`(r.key, r.id) > (${after[0]}, ${after[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<RadiusRow[]>`
    SELECT * FROM (${listSql(list, scope, filters, now)}) r WHERE ${from} ORDER BY r.key, r.id LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ key, id }) => [key, id]);
}

/** Each statement looks at the whole population, so a file asks for many rows at once. */
const ROWS_PER_STATEMENT = 20_000;

export async function* radiusCsvRows(viewer: Viewer, asked: Asked, now: Date): AsyncGenerator<CsvCell[]> {
  let cursor: string | undefined;
  do {
    const page = await radiusRows(viewer, asked, { cursor, limit: ROWS_PER_STATEMENT }, now);
    for (const row of page.items) yield RADIUS_LISTS[asked.list].map(({ id }) => cell(row[id]));
    cursor = page.next ?? undefined;
  } while (cursor);
}

function cell(value: RadiusRow[string] | undefined): CsvCell {
  return Array.isArray(value) ? value.join(", ") : (value as CsvCell);
}

function isPaged(list: RadiusList): list is PagedList {
  return !["tools", "reach", "edges", "channels"].includes(list);
}

type Short = Exclude<RadiusList, PagedList>;

async function shortRows(list: Short, scope: RadiusScope, content: BanDraft, filters: RadiusFilters, now: Date): Promise<RadiusRow[]> {
  if (list === "edges") return edgeRows(scope, filters);
  if (list === "reach") return reachRows(scope, filters);
  const { tools, channels } = await radiusOf(db, scope, content, now);
  if (list === "tools")
    return tools.map(({ slug, name, versionRange, ...counts }) => ({
      key: name,
      href: `/tools/${slug}`,
      tool: name,
      range: versionRange,
      ...counts,
    }));
  return channels
    .filter(({ isOpen }) => isOpen)
    .map((row, n) => ({ ...row, id: n, href: null, channel: row.label, channelKind: row.kind, count: row.tools.length, isOpen: null }));
}

function edgeRows({ access }: RadiusScope, { mode, tool }: RadiusFilters): RadiusRow[] {
  return access
    .filter((edge) => (mode === undefined || edge.mode === mode) && (tool === undefined || edge.toolId === tool))
    .map((edge, n) => ({
      key: edge.tool,
      id: n,
      href: null,
      tool: edge.tool,
      family: edge.family,
      channel: channelOf(edge.channel).label,
      mode: edge.mode,
    }));
}

async function reachRows(scope: RadiusScope, { mode }: RadiusFilters): Promise<RadiusRow[]> {
  const { reachedBy } = await countRadius(db, scope);
  const counts = new Map(reachedBy.map((one) => [one.id, one]));
  const edges = scope.access.filter((edge) => mode === undefined || edge.mode === mode);
  return [...Map.groupBy(edges, ({ toolId }) => toolId)].map(([id, own]) => ({
    ...{ key: own[0]?.tool ?? "", id, href: null, tool: own[0]?.tool ?? "" },
    modes: [...new Set(own.map((edge) => edge.mode))],
    families: [...new Set(own.map(({ family }) => family))],
    channels: [...new Set(own.map(({ channel }) => channelOf(channel).label))],
    people: counts.get(id)?.people ?? 0,
    devices: counts.get(id)?.devices ?? 0,
  }));
}

/** What the filters of a list are called. */
export async function filterNames(viewer: Viewer, { tool, team }: RadiusFilters): Promise<{ tool: string | null; team: string | null }> {
  must(viewer, "bans:record");
  const [names] = await db.$queryRaw<[{ tool: string | null; team: string | null }]>`
    SELECT (SELECT name FROM tool WHERE id = ${tool ?? null}::int) AS tool, (SELECT name FROM team WHERE id = ${team ?? null}::int) AS team`;
  return names;
}
