import "server-only";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { contradictionsIn, type DateAsked, type Demand, resolveDeadlines } from "@/lib/bans/competing/rules";
import type { DutyContent } from "@/lib/bans/duties/schema";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { becauseOf, contradictionWords, type DateSource, losingWords, type NamedDate, sourceOf } from "@/lib/compliance/dates/rules";
import { db } from "@/lib/db";
import { withinTeams } from "@/lib/people/scope";
import type { Reason } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind, DutyProof, ObligationState, UnknownReason } from "@/prisma/generated/enums";

type Tool = { id: number; slug: string; name: string };

/** One date somebody has to keep, why it is this one, and what other bans ask for the same. */
export type PersonDate = {
  obligationId: number;
  banId: number;
  code: string;
  title: string;
  kind: DutyKind;
  proof: DutyProof;
  state: ObligationState;
  reason: UnknownReason | null;
  tools: Tool[];
  at: Date;
  zone: string;
  exceptedUntil: Date | null;
  source: DateSource & { team: string | null };
  because: Reason;
  loses: { obligationId: number; code: string; at: Date; exceptedUntil: Date | null; words: Reason }[];
};

export type PersonDates = { dates: PersonDate[]; contradictions: Reason[] };

type Row = Pick<Demand, "obligationId" | "banId" | "code" | "kind" | "deadlineAt" | "replacementToolId" | "replacementAvailableOn"> & {
  title: Words;
  proof: DutyProof;
  state: ObligationState;
  reason: UnknownReason | null;
  deadlineLocal: string;
  deadlineZone: string;
  mode: DutyContent["mode"];
  teamDeadlines: DutyContent["teams"];
  teamPath: string;
  /** Null: a device that nobody owns. */
  zone: string | null;
  tools: Tool[];
  replacement: string | null;
  reliefs: { until: string; dueAfter: string; toolIds: number[] }[];
  dueAfter: string[];
};

/**
 * Every date that one person has to keep under the bans in force or announced, nearest first, resolved per duty and tool. Oneself, or somebody the
 * viewer may see; of anybody else there are none.
 */
export async function personDates(viewer: Viewer, personId: number, now: Date): Promise<PersonDates> {
  const visible = viewer.personId === personId && can(viewer, "self") ? Prisma.sql`true` : foreign(viewer);
  return datesOf(viewer, Prisma.sql`o.person_id = ${personId} AND ${visible}`, now);
}

/** The same for a device that nobody owns: its team sees to it. */
export async function deviceDates(viewer: Viewer, deviceId: number, now: Date): Promise<PersonDates> {
  return datesOf(viewer, Prisma.sql`o.device_id = ${deviceId} AND ${foreign(viewer)}`, now);
}

function foreign(viewer: Viewer): Prisma.Sql {
  must(viewer, "bans:read");
  return withinTeams(viewer, "bans:read", Prisma.sql`t.path`);
}

/** Exceptions `e` (team `x`) that are for whoever owes `o` in team `t`. */
const CONCERNS = Prisma.sql`e.ban_id = b.id AND e.duty_kind = d.kind AND (e.person_id = o.person_id OR e.device_id = o.device_id OR t.path <@ x.path)`;

async function datesOf(viewer: Viewer, owed: Prisma.Sql, now: Date): Promise<PersonDates> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT o.id AS "obligationId", b.id AS "banId", b.code, v.content -> 'title' AS title, d.kind::text, d.proof::text, o.state::text, o.reason::text,
      o.deadline_at AS "deadlineAt", d.deadline_local AS "deadlineLocal", d.deadline_zone AS "deadlineZone", d.mode::text, d.team_deadlines AS "teamDeadlines",
      t.path::text AS "teamPath", p.zone, b.replacement_tool_id AS "replacementToolId", v.content ->> 'replacementAvailableOn' AS "replacementAvailableOn",
      (SELECT l.name FROM tool l WHERE l.id = b.replacement_tool_id) AS replacement,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'slug', l.slug, 'name', l.name) ORDER BY l.name, l.id), '[]')
        FROM ban_scope_tool s JOIN tool l ON l.id = s.tool_id WHERE s.ban_id = b.id) AS tools,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('until', e.ends_at, 'dueAfter', e.due_after, 'toolIds', e.tool_ids)), '[]')
        FROM exception e LEFT JOIN team x ON x.id = e.team_id
        WHERE ${CONCERNS} AND e.status = 'ACTIVE' AND e.starts_at <= ${now} AND e.ends_at > ${now}
          -- What people say they did is not said per tool.
          AND (d.proof = 'INVENTORY' OR e.tool_ids @> ARRAY(SELECT s.tool_id FROM ban_scope_tool s WHERE s.ban_id = b.id) OR cardinality(e.tool_ids) = 0)) AS reliefs,
      (SELECT coalesce(jsonb_agg(e.due_after), '[]') FROM exception e LEFT JOIN team x ON x.id = e.team_id
        WHERE e.status IN ('ACTIVE', 'EXPIRED') AND (${CONCERNS} OR e.ban_id = b.id AND e.duty_kind = d.kind
          AND e.device_id IN (SELECT m.id FROM device m WHERE m.owner_person_id = o.person_id))) AS "dueAfter"
    FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.ended_at IS NULL JOIN ban b ON b.id = o.ban_id AND b.status = 'PUBLISHED'
      JOIN team t ON t.id = o.team_id LEFT JOIN person p ON p.id = o.person_id CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) v
    WHERE o.closed_at IS NULL AND ${owed} ORDER BY b.id, d.id`;
  return resolved(viewer, rows);
}

async function resolved({ locale }: Viewer, rows: readonly Row[]): Promise<PersonDates> {
  const sources = new Map(
    rows.map((row) => [
      row.obligationId,
      sourceOf(
        { ...row, teams: row.teamDeadlines },
        row,
        row.deadlineAt,
        row.dueAfter.map((at) => new Date(at)),
      ),
    ]),
  );
  const teams = await namesOf([...sources.values()].flatMap(({ teamId }) => teamId ?? []));
  const byId = new Map(rows.map((row) => [row.obligationId, row]));
  const demands = rows.map((row) => demandOf(row, sources.get(row.obligationId)?.zone ?? row.deadlineZone));
  const named = ({ demand, at, exceptedUntil }: DateAsked): NamedDate[] => {
    const source = sources.get(demand.obligationId);
    return source ? [{ code: demand.code, at, exceptedUntil, source: { ...source, team: teams.get(source.teamId ?? 0) ?? null } }] : [];
  };
  const dates = resolveDeadlines(demands).flatMap(({ kind, toolIds, wins, loses }) => {
    const row = byId.get(wins.demand.obligationId);
    const [winner] = named(wins);
    if (!row || !winner) return [];
    const { obligationId, banId, code, proof, state, reason } = row;
    const { at, exceptedUntil, source } = winner;
    const lost = loses.flatMap((one) =>
      named(one).map((name) => ({
        obligationId: one.demand.obligationId,
        code: name.code,
        at: name.at,
        exceptedUntil: name.exceptedUntil,
        words: losingWords(name, locale),
      })),
    );
    const tools = row.tools.filter(({ id }) => toolIds.includes(id));
    const because = becauseOf(winner, loses.flatMap(named), locale);
    const title = inLanguage(row.title, locale);
    return [
      {
        obligationId,
        banId,
        code,
        title,
        kind,
        proof,
        state,
        reason,
        tools,
        at,
        zone: source.zone,
        exceptedUntil,
        source,
        because,
        loses: lost,
      },
    ];
  });
  const replacementOf = (banId: number) => rows.find((row) => row.banId === banId)?.replacement ?? "";
  const contradictions = contradictionsIn(demands).map((one) => contradictionWords(one, replacementOf(one.demand.banId), locale));
  return { dates, contradictions };
}

function demandOf(
  { tools, reliefs, obligationId, banId, code, kind, deadlineAt, replacementToolId, replacementAvailableOn }: Row,
  zone: string,
): Demand {
  return {
    obligationId,
    banId,
    code,
    kind,
    deadlineAt,
    replacementToolId,
    replacementAvailableOn,
    zone,
    toolIds: tools.map(({ id }) => id),
    reliefs: reliefs.map(({ until, dueAfter, toolIds }) => ({ until: new Date(until), dueAfter: new Date(dueAfter), toolIds })),
  };
}

async function namesOf(teamIds: readonly number[]): Promise<Map<number, string>> {
  if (teamIds.length === 0) return new Map();
  const teams = await db.team.findMany({ where: { id: { in: [...teamIds] } }, select: { id: true, name: true } });
  return new Map(teams.map(({ id, name }) => [id, name]));
}
