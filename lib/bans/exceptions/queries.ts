import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { BAN_FACTS, type BanRow, banFacts, subjectOf } from "@/lib/bans/exceptions/load";
import { decideBy, exceptionCode, exceptionIdOf, type ForDecision, type Policy, SOON_DAYS } from "@/lib/bans/exceptions/rules";
import type { ExceptionFilters, ExceptionList, State, Subject } from "@/lib/bans/exceptions/schema";
import { concerning, readable, readableIds, readableOne } from "@/lib/bans/exceptions/scope";
import { banCode, inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind, ExceptionStatus } from "@/prisma/generated/enums";

/** An exception as lists show it. */
export type ExceptionItem = {
  id: number;
  /** EX-<id> */
  code: string;
  status: ExceptionStatus;
  subject: Subject & { name: string };
  ban: { code: string; title: string; zone: string };
  duty: DutyKind;
  startsAt: Date;
  endsAt: Date;
  requestedAt: Date;
  requestedBy: string | null;
  /** By when a request should have been decided; null once it is. */
  decideBy: Date | null;
  revision: number;
};

type ItemRow = Omit<ExceptionItem, "code" | "subject" | "ban" | "decideBy"> & {
  personId: number | null;
  teamId: number | null;
  deviceId: number | null;
  name: string;
  ban: { code: string; title: Words | null; zone: string; decideWithinHours: number | null };
};

/** Columns of an exception `e` of the ban `b`. Names are looked up for the rows of one page only. */
const ITEM = Prisma.sql`e.id, e.status::text AS status, e.person_id AS "personId", e.team_id AS "teamId", e.device_id AS "deviceId",
  coalesce((SELECT p.name FROM person p WHERE p.id = e.person_id), (SELECT t.name FROM team t WHERE t.id = e.team_id),
    (SELECT coalesce(d.host_name, '#' || d.id) FROM device d WHERE d.id = e.device_id)) AS name,
  e.duty_kind::text AS duty, e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.requested_at AS "requestedAt", e.revision,
  (SELECT p.name FROM person p WHERE p.id = e.requested_by_id) AS "requestedBy",
  jsonb_build_object('code', b.code, 'zone', b.zone, 'title', ban_content(b.id) -> 'title',
    'decideWithinHours', ban_content(b.id) #> '{exceptions,decideWithinHours}') AS ban`;

const DECIDE_WITHIN_HOURS = 72;

function itemOf(locale: string): (row: ItemRow) => ExceptionItem {
  return ({ id, status, personId, teamId, deviceId, name, ban, duty, startsAt, endsAt, requestedAt, requestedBy, revision }) => {
    const isWaiting = status === "PROPOSED" || status === "UNDER_REVIEW";
    const hours = { decideWithinHours: ban.decideWithinHours ?? DECIDE_WITHIN_HOURS };
    return {
      ...{ id, code: exceptionCode(id), status, duty, startsAt, endsAt, requestedAt, requestedBy, revision },
      subject: { ...subjectOf(personId, teamId, deviceId), name },
      ban: { code: ban.code, zone: ban.zone, title: inLanguage(ban.title ?? undefined, locale) },
      decideBy: isWaiting ? decideBy(requestedAt, hours) : null,
    };
  };
}

/** As the partial indexes of the table say it. */
const IN_STATE: Record<State, (now: Date) => Prisma.Sql> = {
  waiting: () => Prisma.sql`e.status IN ('PROPOSED', 'UNDER_REVIEW')`,
  holding: () => Prisma.sql`e.status IN ('APPROVED', 'ACTIVE')`,
  expiring: (now) => Prisma.sql`e.status IN ('APPROVED', 'ACTIVE') AND e.ends_at <= ${soon(now)}`,
  over: () => Prisma.sql`e.status IN ('EXPIRED', 'REVOKED', 'REJECTED', 'WITHDRAWN')`,
  all: () => Prisma.sql`true`,
};

function soon(now: Date): Date {
  return new Date(now.getTime() + SOON_DAYS * 86_400_000);
}

/** Longest waiting first; what ends first; what is newest. */
const ORDERS = {
  requested: { column: Prisma.sql`e.requested_at`, by: Prisma.sql`e.requested_at, e.id` },
  ends: { column: Prisma.sql`e.ends_at`, by: Prisma.sql`e.ends_at, e.id` },
  newest: { column: null, by: Prisma.sql`e.id DESC` },
} as const;
const ORDER_OF = { waiting: "requested", holding: "ends", expiring: "ends", over: "newest", all: "newest" } as const;

const byTime = z.tuple([z.iso.datetime(), z.number().int()]);
const byId = z.tuple([z.number().int()]);

function following(state: State, cursor: string | undefined): Prisma.Sql {
  const { column } = ORDERS[ORDER_OF[state]];
  if (column === null) {
    const from = decodeCursor(cursor, byId);
    return from ? Prisma.sql`e.id < ${from[0]}` : Prisma.sql`true`;
  }
  const from = decodeCursor(cursor, byTime);
  return from ? Prisma.sql`(${column}, e.id) > (${new Date(from[0])}, ${from[1]})` : Prisma.sql`true`;
}

/** A code, or part of the name of a person, team or device. Names are found first, by their own indexes. */
function named(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`;
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(e.id = ${exceptionIdOf(q) ?? 0} OR e.person_id IN (SELECT p.id FROM person p WHERE p.name ILIKE ${like})
    OR e.team_id IN (SELECT t.id FROM team t WHERE t.name ILIKE ${like}) OR e.device_id IN (SELECT d.id FROM device d WHERE d.host_name ILIKE ${like}))`;
}

function conditions(viewer: Viewer, { state, ban, q }: ExceptionFilters, now: Date): Prisma.Sql {
  const ofBan = ban === undefined ? Prisma.sql`true` : Prisma.sql`e.ban_id = ${ban}`;
  return Prisma.join([readable(viewer), IN_STATE[state](now), ofBan, named(q)], " AND ");
}

export async function listExceptions(
  viewer: Viewer,
  { cursor, limit, ...filters }: Omit<ExceptionList, "format">,
  now: Date,
): Promise<Keyset<ExceptionItem>> {
  must(viewer, "exceptions:read");
  const order = ORDER_OF[filters.state];
  const rows = await db.$queryRaw<ItemRow[]>`
    SELECT ${ITEM} FROM (
      SELECT e.* FROM exception e WHERE ${conditions(viewer, filters, now)} AND ${following(filters.state, cursor)}
      ORDER BY ${ORDERS[order].by} LIMIT ${limit + 1}
    ) e JOIN ban b ON b.id = e.ban_id ORDER BY ${ORDERS[order].by}`;
  const { items, next } = keysetOf(rows, limit, ({ id, requestedAt, endsAt }) =>
    order === "newest" ? [id] : [(order === "ends" ? endsAt : requestedAt).toISOString(), id],
  );
  return { items: items.map(itemOf(viewer.locale)), next };
}

/** What the viewer may read, in figures. */
export type ExceptionMetrics = {
  active: number;
  waiting: number;
  /** Waiting longer than their ban says they should. */
  late: number;
  oldestAt: Date | null;
  /** From the request to the decision, of what was decided in the last 90 days. */
  averageDays: number | null;
  expiring: number;
  /** Past their end and still active: the sweep ends them within a minute. */
  past: number;
};

const AVERAGE_OVER_DAYS = 90;
/** The sweep comes each minute, and takes its time. */
const GRACE_MS = 120_000;

export async function exceptionMetrics(viewer: Viewer, ban: number | undefined, now: Date): Promise<ExceptionMetrics> {
  must(viewer, "exceptions:read");
  const ids = readableIds(viewer);
  const ofBan = ban === undefined ? Prisma.sql`true` : Prisma.sql`e.ban_id = ${ban}`;
  const mine = Prisma.sql`${ids ? Prisma.sql`e.id IN (SELECT r.id FROM readable r)` : Prisma.sql`true`} AND ${ofBan}`;
  const since = new Date(now.getTime() - AVERAGE_OVER_DAYS * 86_400_000);
  const [row] = await db.$queryRaw<[ExceptionMetrics]>`
    WITH readable AS MATERIALIZED (
      ${ids ?? Prisma.sql`SELECT NULL::int AS id WHERE false`}
    ), within AS MATERIALIZED (
      SELECT b.id, coalesce((ban_content(b.id) #>> '{exceptions,decideWithinHours}')::int, ${DECIDE_WITHIN_HOURS}::int) * interval '1 hour' AS span
      FROM ban b WHERE b.id IN (SELECT x.ban_id FROM exception x WHERE x.status IN ('PROPOSED', 'UNDER_REVIEW'))
    ), waiting AS (
      SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE e.requested_at + w.span < ${now}))::int AS late, min(e.requested_at) AS "oldestAt"
      FROM exception e JOIN within w ON w.id = e.ban_id WHERE e.status IN ('PROPOSED', 'UNDER_REVIEW') AND ${mine}
    ), holding AS (
      SELECT (count(*) FILTER (WHERE e.status = 'ACTIVE'))::int AS active, (count(*) FILTER (WHERE e.ends_at <= ${soon(now)}))::int AS expiring,
        (count(*) FILTER (WHERE e.status = 'ACTIVE' AND e.ends_at <= ${new Date(now.getTime() - GRACE_MS)}))::int AS past
      FROM exception e WHERE e.status IN ('APPROVED', 'ACTIVE') AND ${mine}
    ), decided AS (
      SELECT avg(extract(epoch FROM e.decided_at - e.requested_at) / 86400)::float8 AS "averageDays"
      FROM exception e WHERE e.decided_at IS NOT NULL AND e.decided_at > ${since} AND ${mine}
    )
    SELECT * FROM waiting, holding, decided`;
  return row;
}

/** One's own: for oneself, one's devices and the teams above, and what one asked for. What holds and what waits first, then the newest. */
export async function ownExceptions(viewer: Viewer): Promise<ExceptionItem[]> {
  must(viewer, "self");
  const rows = await db.$queryRaw<ItemRow[]>`
    SELECT ${ITEM} FROM exception e JOIN ban b ON b.id = e.ban_id
    WHERE e.id IN (${concerning(viewer.personId)} UNION ALL SELECT x.id FROM exception x WHERE x.requested_by_id = ${viewer.personId}::int)
    ORDER BY e.status IN ('EXPIRED', 'REVOKED', 'REJECTED', 'WITHDRAWN'), e.id DESC LIMIT 200`;
  return rows.map(itemOf(viewer.locale));
}

type Linked = { id: number; code: string };

export type ExceptionDetail = ExceptionItem &
  Pick<ForDecision, "requestedById" | "personId" | "teamPath" | "isExtended"> & {
    banFacts: ForDecision["ban"];
    tools: { slug: string; name: string }[];
    justification: string;
    compensatingControls: string;
    dueAfter: Date;
    /** The duty's own date. */
    deadlineAt: Date | null;
    reviewedAt: Date | null;
    reviewedBy: string | null;
    decidedAt: Date | null;
    decidedBy: string | null;
    decisionReason: string | null;
    endedAt: Date | null;
    endReason: string | null;
    extends: Linked | null;
    extendedBy: Linked[];
    /** Of the same request and where this one stands. */
    together: Linked[];
  };

type DetailRow = ItemRow &
  Omit<ExceptionDetail, keyof ExceptionItem | "banFacts" | "extends" | "extendedBy" | "together" | "personId"> & {
    ownerId: number | null;
    facts: BanRow;
    extendsId: number | null;
    extendedBy: number[];
    together: number[];
  };

export async function getException(viewer: Viewer, id: number): Promise<ExceptionDetail | null> {
  must(viewer, "exceptions:read");
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT ${ITEM}, ${BAN_FACTS} AS facts, e.requested_by_id AS "requestedById", coalesce(e.person_id, d.owner_person_id) AS "ownerId", t.path::text AS "teamPath",
      EXISTS (SELECT FROM exception x WHERE x.extends_id = e.id AND x.status NOT IN ('REJECTED', 'WITHDRAWN', 'REVOKED')) AS "isExtended",
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', l.slug, 'name', l.name) ORDER BY l.name) FROM tool l WHERE l.id = ANY (e.tool_ids)), '[]') AS tools,
      e.justification, e.compensating_controls AS "compensatingControls", e.due_after AS "dueAfter",
      (SELECT y.deadline_at FROM duty y WHERE y.ban_id = e.ban_id AND y.kind = e.duty_kind) AS "deadlineAt",
      e.reviewed_at AS "reviewedAt", (SELECT p.name FROM person p WHERE p.id = e.review_by_id) AS "reviewedBy", e.decided_at AS "decidedAt",
      (SELECT p.name FROM person p WHERE p.id = e.decided_by_id) AS "decidedBy", e.decision_reason AS "decisionReason", e.ended_at AS "endedAt",
      e.end_reason AS "endReason", e.extends_id AS "extendsId", ARRAY(SELECT x.id FROM exception x WHERE x.extends_id = e.id ORDER BY x.id) AS "extendedBy",
      ARRAY(SELECT x.id FROM exception x WHERE x.batch_id = e.batch_id AND x.id <> e.id AND x.status = e.status ORDER BY x.id) AS together
    FROM exception e JOIN ban b ON b.id = e.ban_id LEFT JOIN device d ON d.id = e.device_id LEFT JOIN person o ON o.id = coalesce(e.person_id, d.owner_person_id)
    JOIN team t ON t.id = coalesce(e.team_id, o.team_id, d.owner_team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL))
    WHERE ${readableOne(viewer, id)}`;
  if (!row) return null;
  const { facts, extendsId, extendedBy, together, ownerId, ...rest } = row;
  const { name: _name, personId: _personId, teamId: _teamId, deviceId: _deviceId, ...detail } = rest;
  const linked = (one: number): Linked => ({ id: one, code: exceptionCode(one) });
  return {
    ...detail,
    ...itemOf(viewer.locale)(row),
    personId: ownerId,
    banFacts: banFacts(facts, viewer.locale),
    extends: extendsId === null ? null : linked(extendsId),
    extendedBy: extendedBy.map(linked),
    together: together.map(linked),
  };
}

/** What rules ask about an exception that was read for a page. */
export function forDecision({ banFacts: ban, ...facts }: ExceptionDetail): ForDecision {
  return { ...facts, ban };
}

export const EXCEPTION_CSV_HEADER = [
  ...["exception", "status", "for", "for_id", "name", "ban", "duty", "starts_at", "ends_at", "requested_at", "requested_by", "decide_by"],
];

/** Every exception that the filters name, page by page. */
export async function* exceptionCsvRows(viewer: Viewer, filters: ExceptionFilters, now: Date): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listExceptions(viewer, { ...filters, ...page }, now));
  for await (const { code, status, subject, ban, duty, startsAt, endsAt, requestedAt, requestedBy, decideBy: due } of all) {
    yield [code, status, subject.kind, subject.id, subject.name, ban.code, duty, startsAt, endsAt, requestedAt, requestedBy, due];
  }
}

/** Of a ban: whether it allows exceptions, and on what terms. */
export async function exceptionPolicy(viewer: Viewer, banId: number): Promise<(Policy & { code: string }) | null> {
  must(viewer, "exceptions:read");
  const [row] = await db.$queryRaw<
    { facts: BanRow }[]
  >`SELECT ${BAN_FACTS} AS facts FROM ban b WHERE b.id = ${banId} AND b.published_at IS NOT NULL`;
  return row ? { ...banFacts(row.facts, viewer.locale).policy, code: banCode(banId) } : null;
}
