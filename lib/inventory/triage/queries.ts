import "server-only";
import { z } from "zod";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import type { Signal } from "@/lib/inventory/triage/signals/rules";
import { LIKELY_FROM } from "@/lib/inventory/triage/signals/rules";
import { Prisma } from "@/prisma/generated/client";
import type { DevicePlatform, IdentifierKind } from "@/prisma/generated/enums";
import { anonymousPath } from "./rules";
import { COUNTED_TO, MOST_AT_ONCE, type TriageFilters, type TriageList } from "./schema";
import { filtered, inState, named, ORDER, PLACE, SEEN } from "./scope";

export type TriageItem = {
  id: number;
  kind: IdentifierKind;
  name: string;
  value: string;
  publisher: string;
  firstSeenAt: Date;
  devices: number;
  teams: number;
  /** Null: not counted yet. */
  countedAt: Date | null;
  /** Null: not rated yet. */
  score: number | null;
  signals: Signal[];
  dismissedAt: Date | null;
  dismissReason: string | null;
};

const ITEM = Prisma.sql`id, kind::text, name, match_value AS value, publisher, first_seen_at AS "firstSeenAt", devices, teams, counted_at AS "countedAt",
  score, signals, dismissed_at AS "dismissedAt", dismiss_reason AS "dismissReason"`;

const place = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

/** Software that nothing matches, likely AI tools first. Walks an index to the page, wherever it is. */
export async function listTriage(viewer: Viewer, { cursor, limit, ...filters }: TriageList): Promise<Keyset<TriageItem>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, place);
  const following = from ? Prisma.sql`(${PLACE}, devices, id) < (${from[0]}, ${from[1]}, ${from[2]})` : Prisma.sql`true`;
  const walk = (isOpen: boolean) => Prisma.sql`
    (SELECT id, ${PLACE} AS place, devices FROM triage_item WHERE ${inState(isOpen)} AND ${filtered(filters)} AND ${following} ORDER BY ${ORDER} LIMIT ${limit + 1})`;
  const walks = filters.state === "all" ? Prisma.sql`${walk(true)} UNION ALL ${walk(false)}` : walk(filters.state === "open");
  const rows = await db.$queryRaw<TriageItem[]>`
    SELECT ${ITEM} FROM triage_item WHERE id IN (SELECT id FROM (${walks}) found ORDER BY place DESC, devices DESC, id DESC LIMIT ${limit + 1}) ORDER BY ${ORDER}`;
  return keysetOf(rows, limit, ({ score, devices, id }) => [score ?? -1, devices, id]);
}

export type TriageCount = {
  /** Up to 10,000; see `isMore`. */
  count: number;
  isMore: boolean;
  /** Which set this was, for a step over all of it; null: too many for one step. */
  seen: string | null;
};

export async function countTriage(viewer: Viewer, filters: TriageFilters): Promise<TriageCount> {
  must(viewer, "registry:read");
  const [row] = await db.$queryRaw<[{ n: number; seen: string }]>`
    SELECT count(*)::int AS n, ${SEEN} AS seen FROM (SELECT id FROM triage_item WHERE ${named(filters)} LIMIT ${COUNTED_TO + 1}) found`;
  return { count: Math.min(row.n, COUNTED_TO), isMore: row.n > COUNTED_TO, seen: row.n > MOST_AT_ONCE ? null : row.seen };
}

/** Beyond this the home page says "more than". */
export const LIKELY_COUNTED_TO = 1_000;
const LIKELY_KEPT_MS = 10_000;
let likely: { at: number; n: Promise<number> } | null = null;

/**
 * How much of what waits is likely an AI tool, up to one more than `LIKELY_COUNTED_TO`. The home page shows it as a pointer: kept for ten
 * seconds, so that opening that page asks the database nothing more.
 */
export function countLikely(viewer: Viewer): Promise<number> {
  must(viewer, "registry:read");
  if (!likely || performance.now() - likely.at > LIKELY_KEPT_MS) likely = { at: performance.now(), n: likelyNow() };
  return likely.n;
}

async function likelyNow(): Promise<number> {
  try {
    const [row] = await db.$queryRaw<[{ n: number }]>`
      SELECT count(*)::int AS n FROM (
        SELECT FROM triage_item WHERE ${inState(true)} AND ${PLACE} >= ${LIKELY_FROM} LIMIT ${LIKELY_COUNTED_TO + 1}) found`;
    return row.n;
  } catch (error) {
    likely = null;
    throw error;
  }
}

type Part<Key = string> = { key: Key; devices: number };

export type TriageDetail = TriageItem & {
  dismissedBy: string | null;
  /** The tools it counts as now. */
  tools: { slug: string; name: string }[];
  /** Whether an identifier names it. */
  matched: boolean;
  /** What else would be matched by the same id: other publishers call theirs the same. */
  alike: { id: number; publisher: string; devices: number }[];
  versions: (Part & { firstSeenAt: Date | null })[];
  versionCount: number;
  platforms: Part<DevicePlatform>[];
  topTeams: { id: number; name: string; devices: number }[];
  /** Where it lies, without home folders; null for those who may not read inventories. */
  paths: string[] | null;
};

type DetailRow = Omit<TriageDetail, "versions" | "platforms" | "topTeams" | "paths"> & {
  breakdown: { versions?: Part[]; platforms?: Part<DevicePlatform>[] };
  firstSeen: Record<string, string>;
  topTeams: TriageDetail["topTeams"];
  rawPaths: string[] | null;
};

const MOST_PATHS = 8;

/** One piece of software, whatever has become of it. What it is made of was counted in the background. */
export async function getTriageItem(viewer: Viewer, id: number): Promise<TriageDetail | null> {
  must(viewer, "registry:read");
  const paths = Prisma.sql`ARRAY(
    SELECT DISTINCT path FROM (
      SELECT i.path FROM installation i WHERE i.gone_at IS NULL AND i.path <> '' AND i.software_id IN (
        SELECT s.id FROM software s WHERE (s.kind, s.match_value, s.publisher) = (t.kind, t.match_value, t.publisher) ORDER BY s.id DESC LIMIT 20)
      LIMIT 100) sample)`;
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT ${ITEM}, breakdown, matched,
      (SELECT p.name FROM person p WHERE p.id = t.dismissed_by_id) AS "dismissedBy",
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('slug', l.slug, 'name', l.name)), '[]') FROM software s
        JOIN software_tool k ON k.software_id = s.id JOIN tool l ON l.id = k.tool_id
        WHERE (s.kind, s.match_value, s.publisher) = (t.kind, t.match_value, t.publisher)) AS tools,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'publisher', o.publisher, 'devices', o.devices)), '[]') FROM (
        SELECT id, publisher, devices FROM triage_item o WHERE o.kind = t.kind AND o.match_value = t.match_value AND o.id <> t.id ORDER BY devices DESC LIMIT 10) o) AS alike,
      (SELECT count(*)::int FROM software s WHERE (s.kind, s.match_value, s.publisher) = (t.kind, t.match_value, t.publisher)) AS "versionCount",
      (SELECT coalesce(jsonb_object_agg(s.version, s.first_seen_at), '{}') FROM software s
        WHERE (s.kind, s.match_value, s.publisher) = (t.kind, t.match_value, t.publisher)
          AND s.version IN (SELECT v ->> 'key' FROM jsonb_array_elements(t.breakdown -> 'versions') v)) AS "firstSeen",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'devices', (v ->> 'devices')::int) ORDER BY (v ->> 'devices')::int DESC, m.name), '[]')
        FROM jsonb_array_elements(t.breakdown -> 'teams') v JOIN team m ON m.id = (v ->> 'key')::int) AS "topTeams",
      ${can(viewer, "inventory:read") ? paths : Prisma.sql`NULL::text[]`} AS "rawPaths"
    FROM triage_item t WHERE id = ${id}`;
  if (!row) return null;
  const { breakdown, firstSeen, rawPaths, ...item } = row;
  return {
    ...item,
    versions: (breakdown.versions ?? []).map((one) => ({
      ...one,
      firstSeenAt: firstSeen[one.key] ? new Date(firstSeen[one.key] ?? "") : null,
    })),
    platforms: breakdown.platforms ?? [],
    paths: rawPaths && [...new Set(rawPaths.map(anonymousPath))].slice(0, MOST_PATHS),
  };
}

export type Choices = { tools: { slug: string; name: string }[]; vendors: { slug: string; name: string }[]; categories: string[] };

const MOST_CHOICES = 1_000;

/** What the forms offer while somebody types. */
export async function triageChoices(viewer: Viewer): Promise<Choices> {
  must(viewer, "registry:read");
  const [row] = await db.$queryRaw<[Choices]>`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]')
        FROM (SELECT slug, name FROM tool WHERE merged_into_id IS NULL ORDER BY lower(name) LIMIT ${MOST_CHOICES}) t) AS tools,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name) ORDER BY lower(name)), '[]')
        FROM (SELECT slug, name FROM vendor WHERE merged_into_id IS NULL ORDER BY lower(name) LIMIT ${MOST_CHOICES}) v) AS vendors,
      ARRAY(SELECT DISTINCT category FROM tool WHERE merged_into_id IS NULL ORDER BY 1) AS categories`;
  return row;
}

export type TriageStep = {
  id: number;
  deed: "assigned" | "created" | "dismissed" | "reopened";
  items: number;
  /** The first few, by name. */
  names: string[];
  tool: { slug: string; name: string } | null;
  identifiers: number;
  reason: string | null;
  by: string | null;
  at: Date;
  undoneAt: Date | null;
};

/** What was done, newest first. */
export async function listSteps(
  viewer: Viewer,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Keyset<TriageStep>> {
  must(viewer, "registry:read");
  const from = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await db.$queryRaw<TriageStep[]>`
    SELECT a.id, a.deed, cardinality(a.item_ids) AS items, ARRAY(SELECT t.name FROM triage_item t WHERE t.id = ANY (a.item_ids[1:3]) ORDER BY t.id) AS names,
      CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('slug', l.slug, 'name', l.name) END AS tool,
      coalesce(cardinality(a.added), 0) AS identifiers, a.reason, p.name AS by, a.at, a.undone_at AS "undoneAt"
    FROM (SELECT * FROM triage_action WHERE ${from ? Prisma.sql`id < ${from[0]}` : Prisma.sql`true`} ORDER BY id DESC LIMIT ${limit + 1}) a
      LEFT JOIN tool l ON l.id = a.tool_id LEFT JOIN person p ON p.id = a.person_id ORDER BY a.id DESC`;
  return keysetOf(rows, limit, ({ id }) => [id]);
}
