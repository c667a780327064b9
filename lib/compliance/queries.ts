import "server-only";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage, STATES } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { type DeviceEvidence, evidenceOfPerson } from "@/lib/compliance/evidence/queries";
import { type Counts, type DutyGroup, dutyGroup, type Headline, headline, type Late } from "@/lib/compliance/rules";
import { dateFor, exceptionEnd, lateOf, PUBLISHED, SUMS, viewedTeams } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import type {
  BanStatus,
  DevicePlatform,
  DutyKind,
  DutyProof,
  DutyResponsible,
  IdentifierKind,
  ObligationState,
  UnknownReason,
} from "@/prisma/generated/enums";

export type DutyHeadline = {
  id: number;
  kind: DutyKind;
  proof: DutyProof;
  responsible: DutyResponsible;
  /** Of the team that is asked for; single people may have another, see `headline.overdue`. */
  deadlineAt: Date;
  deadlineZone: string;
  isPast: boolean;
  counts: Counts;
  headline: Headline;
};

export type BanHeadline = {
  banId: number;
  code: string;
  title: string;
  status: BanStatus;
  zone: string;
  cutoffAt: Date;
  publishedAt: Date;
  endedAt: Date | null;
  /** Removal first, then by deadline: the first is the one a page is about. */
  duties: DutyHeadline[];
  /** When the last inventory was taken in. */
  lastImportAt: Date | null;
  /** The numbers are of this moment. */
  asOf: Date;
};

type HeadlineRow = Counts &
  Late &
  Omit<BanHeadline, "title" | "duties" | "asOf"> &
  Omit<DutyHeadline, "counts" | "headline" | "isPast"> & { title: Words };

/** A ban's counts for a team's subtree (none: all the viewer sees). Null: no such ban, or not this viewer's team. */
export async function banHeadline(viewer: Viewer, banId: number, teamId: number | null, now: Date): Promise<BanHeadline | null> {
  const [found] = await headlines(viewer, Prisma.sql`b.id = ${banId}`, teamId, now);
  return found ?? null;
}

/** Bans that bind somebody now, newest first, with the counts of all the viewer sees. */
export async function runningBans(viewer: Viewer, most: number, now: Date): Promise<BanHeadline[]> {
  const running = Prisma.sql`b.id IN (SELECT id FROM ban WHERE status::text = ANY (${[...STATES.running]}::text[]) ORDER BY id DESC LIMIT ${most})`;
  return headlines(viewer, running, null, now);
}

async function headlines(viewer: Viewer, bans: Prisma.Sql, teamId: number | null, now: Date): Promise<BanHeadline[]> {
  must(viewer, "bans:read");
  const rows = await db.$queryRaw<HeadlineRow[]>`
    WITH seen AS MATERIALIZED (SELECT array_agg(t.id) AS teams FROM team t WHERE ${viewedTeams(viewer, teamId)})
    SELECT b.id AS "banId", b.code, ban_content(b.id) -> 'title' AS title, b.status::text, b.zone, b.cutoff_at AS "cutoffAt", b.published_at AS "publishedAt",
      b.ended_at AS "endedAt", d.id, d.kind::text, d.proof::text, d.responsible::text, ${dateFor(teamId ? Prisma.sql`${teamId}` : Prisma.sql`seen.teams[1]`)} AS "deadlineAt",
      d.deadline_zone AS "deadlineZone", c.*, l.*,
      (SELECT max(i.finished_at) FROM import i WHERE i.kind = 'INVENTORY' AND i.status = 'DONE') AS "lastImportAt"
    FROM ban b JOIN duty d ON d.ban_id = b.id AND d.ended_at IS NULL CROSS JOIN seen
    CROSS JOIN LATERAL (SELECT ${SUMS} FROM rollup_now(ARRAY[d.id], seen.teams) r) c CROSS JOIN LATERAL ${lateOf(Prisma.sql`seen.teams`, now)} l
    WHERE ${bans} AND ${PUBLISHED} AND seen.teams IS NOT NULL
    ORDER BY b.id DESC, d.kind = 'UNINSTALL' DESC, d.deadline_at, d.id`;
  return [...Map.groupBy(rows, ({ banId }) => banId).values()].flatMap((ofBan) => {
    const [first] = ofBan;
    if (!first) return [];
    const { banId, code, status, zone, cutoffAt, publishedAt, endedAt, lastImportAt } = first;
    const duties = ofBan.map((row) => ({
      id: row.id,
      kind: row.kind,
      proof: row.proof,
      responsible: row.responsible,
      deadlineAt: row.deadlineAt,
      deadlineZone: row.deadlineZone,
      isPast: now >= row.deadlineAt,
      counts: countsOf(row),
      headline: headline(row, row.proof, row),
    }));
    const title = inLanguage(first.title, viewer.locale);
    return [{ banId, code, title, status, zone, cutoffAt, publishedAt, endedAt, duties, lastImportAt, asOf: now }];
  });
}

function countsOf({ installed, unknown, stated, proved, notAffected, excepted, contradicted, reappeared }: Counts): Counts {
  return { installed, unknown, stated, proved, notAffected, excepted, contradicted, reappeared };
}

export type PersonDuty = {
  obligationId: number;
  banId: number;
  code: string;
  title: string;
  kind: DutyKind;
  /** The person's own date, and the zone whose clock counts for them. */
  deadlineAt: Date;
  deadlineZone: string;
  /** What to do, in the ban's words; empty where it says nothing of its own. */
  instructions: string;
  state: ObligationState;
  reason: UnknownReason | null;
  contradicted: boolean;
  reappeared: boolean;
  since: Date;
  group: DutyGroup;
  exceptionUntil: Date | null;
  tools: { id: number; slug: string; name: string }[];
  replacement: { id: number; slug: string; name: string } | null;
  /** Whether the ban allows exceptions, and whom to ask or to tell. */
  exceptions: { allowed: boolean; contact: string };
  /** Worst first. */
  devices: DeviceEvidence[];
};

type DutyRow = Omit<PersonDuty, "title" | "instructions" | "group" | "devices"> & { title: Words; instructions: Words };

/** What inventories see of one person under the bans in force or announced, nearest deadline first. Oneself, or somebody the viewer may see. */
export async function personDuties(viewer: Viewer, personId: number, now: Date): Promise<PersonDuty[]> {
  must(viewer, "self");
  const visible = viewer.personId === personId ? Prisma.sql`true` : foreign(viewer);
  const rows = await db.$queryRaw<DutyRow[]>`
    SELECT o.id AS "obligationId", b.id AS "banId", b.code, v.content -> 'title' AS title, d.kind::text, o.deadline_at AS "deadlineAt",
      CASE d.mode WHEN 'LOCAL' THEN p.zone ELSE d.deadline_zone END AS "deadlineZone",
      coalesce((SELECT w -> 'instructions' FROM jsonb_array_elements(v.content -> 'duties') AS w WHERE w ->> 'kind' = d.kind::text), '{}') AS instructions,
      o.state::text, o.reason::text, o.contradicted, o.reappeared, o.since, ${exceptionEnd(now)} AS "exceptionUntil",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'slug', l.slug, 'name', l.name) ORDER BY l.name), '[]')
        FROM ban_scope_tool s JOIN tool l ON l.id = s.tool_id WHERE s.ban_id = b.id) AS tools,
      (SELECT jsonb_build_object('id', l.id, 'slug', l.slug, 'name', l.name) FROM tool l WHERE l.id = b.replacement_tool_id) AS replacement,
      jsonb_build_object('allowed', coalesce((v.content #>> '{exceptions,allowed}')::boolean, false), 'contact', coalesce(v.content #>> '{exceptions,contact}', '')) AS exceptions
    FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.proof = 'INVENTORY' JOIN ban b ON b.id = o.ban_id JOIN team t ON t.id = o.team_id
      JOIN person p ON p.id = o.person_id CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) v
    WHERE o.person_id = ${personId} AND o.closed_at IS NULL AND b.status = 'PUBLISHED' AND ${visible}
    ORDER BY o.deadline_at, b.id, d.id`;
  const evidence = await evidenceOfPerson([...new Set(rows.map(({ banId }) => banId))], personId, now);
  return rows.map((row) => ({
    ...row,
    title: inLanguage(row.title, viewer.locale),
    instructions: inLanguage(row.instructions, viewer.locale),
    group: dutyGroup({ ...row, proof: "INVENTORY" }, row.deadlineAt, now),
    devices: evidence.get(row.banId) ?? [],
  }));
}

/** The obligation under which the viewer still has to remove this tool, nearest deadline first. */
export async function ownOpenObligation(viewer: Viewer, toolId: number): Promise<number | null> {
  must(viewer, "self");
  const [open] = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM (
      SELECT DISTINCT ON (o.ban_id) o.id, o.state, o.deadline_at, o.ban_id FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.proof = 'INVENTORY' JOIN ban b ON b.id = o.ban_id
      WHERE o.person_id = ${viewer.personId} AND o.closed_at IS NULL AND b.status = 'PUBLISHED'
        AND EXISTS (SELECT FROM ban_scope_tool s WHERE s.ban_id = b.id AND s.tool_id = ${toolId})
      ORDER BY o.ban_id, o.deadline_at, d.id
    ) nearest WHERE state NOT IN ('PROVED', 'EXCEPTED', 'NOT_AFFECTED') ORDER BY deadline_at, ban_id LIMIT 1`;
  return open?.id ?? null;
}

function foreign(viewer: Viewer): Prisma.Sql {
  must(viewer, "people:read");
  return withinTeams(viewer, "people:read", Prisma.sql`t.path`);
}

export type BlindSpot = { platform: DevicePlatform; kinds: IdentifierKind[] };

/** Ways in which the banned tools are known and that no enabled source can see, per platform that the company has. */
export async function banBlindSpots(viewer: Viewer, banId: number): Promise<BlindSpot[]> {
  must(viewer, "bans:read");
  if (!isUnlimited(viewer, "bans:read")) return [];
  return db.$queryRaw<BlindSpot[]>`
    SELECT k.platform::text, ARRAY(SELECT kind::text FROM unnest(enum_range(NULL::identifier_kind)) AS kind WHERE k.blind & kind_bit(kind) <> 0) AS kinds
    FROM ban_kinds(${banId}) k
    WHERE k.blind <> 0 AND k.platform <> 'UNKNOWN' AND EXISTS (SELECT FROM device d WHERE d.platform = k.platform) ORDER BY k.platform`;
}
