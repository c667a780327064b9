import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { confirmationState } from "@/lib/compliance/confirmations/rules";
import type { ConfirmationList, ConfirmationState } from "@/lib/compliance/confirmations/schema";
import { like, SUMS } from "@/lib/compliance/scope";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { withinTeams } from "@/lib/people/scope";
import { Prisma } from "@/prisma/generated/client";
import type { BanStatus, DutyKind, DutyProof, DutyResponsible, ObligationState } from "@/prisma/generated/enums";

/** What was said last of a duty, and what became of it. */
export type SaidLast = {
  id: number;
  state: ConfirmationState;
  at: Date;
  note: string | null;
  reference: string | null;
  rejectReason: string | null;
  /** Who looked at it. */
  by: string | null;
};

/** How far the people are whom somebody certifies: of the duty that inventories show. */
export type Certified = { installed: number; unknown: number; stated: number; cleared: number; excepted: number; total: number };

/** A duty that somebody says they fulfilled, because no inventory can show it. */
export type SaidDuty = {
  obligationId: number;
  banId: number;
  code: string;
  title: string;
  contact: string;
  kind: DutyKind;
  proof: DutyProof;
  responsible: DutyResponsible;
  instructions: string;
  deadlineAt: Date;
  zone: string;
  state: ObligationState;
  exceptionUntil: Date | null;
  tools: { id: number; slug: string; name: string }[];
  said: SaidLast | null;
  /** For who answers for teams; null for everybody else. */
  certified: Certified | null;
};

type SaidRow = Omit<SaidDuty, "title" | "instructions" | "said"> & { title: Words; instructions: Words; said: StoredSaid | null };
type StoredSaid = Omit<SaidLast, "state" | "at"> & Record<"at" | "verifiedAt" | "rejectedAt" | "voidedAt", string | null>;

const dateOf = (at: string | null) => (at === null ? null : new Date(at));

/** What the viewer has to say they did under the bans in force or announced, nearest date first. */
export async function ownSaidDuties(viewer: Viewer, now: Date): Promise<SaidDuty[]> {
  must(viewer, "self");
  const rows = await db.$queryRaw<SaidRow[]>`
    SELECT o.id AS "obligationId", b.id AS "banId", b.code, v.content -> 'title' AS title, v.content ->> 'contact' AS contact, d.kind::text, d.proof::text,
      d.responsible::text, coalesce((SELECT w -> 'instructions' FROM jsonb_array_elements(v.content -> 'duties') AS w WHERE w ->> 'kind' = d.kind::text), '{}') AS instructions,
      o.deadline_at AS "deadlineAt", CASE d.mode WHEN 'LOCAL' THEN p.zone ELSE d.deadline_zone END AS zone, o.state::text, ${exemptUntil(now)} AS "exceptionUntil",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'slug', l.slug, 'name', l.name) ORDER BY l.name), '[]')
        FROM ban_scope_tool s JOIN tool l ON l.id = s.tool_id WHERE s.ban_id = b.id) AS tools,
      (SELECT jsonb_build_object('id', a.id, 'at', a.attested_at, 'note', a.note, 'reference', a.reference, 'rejectReason', a.reject_reason,
          'verifiedAt', a.verified_at, 'rejectedAt', a.rejected_at, 'voidedAt', a.voided_at, 'by', (SELECT name FROM person WHERE id = a.verified_by_id))
        FROM attestation a WHERE a.duty_id = d.id AND a.person_id = o.person_id ORDER BY a.id DESC LIMIT 1) AS said,
      CASE WHEN d.responsible = 'MANAGER' THEN ${certified()} END AS certified
    FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.proof <> 'INVENTORY' JOIN ban b ON b.id = o.ban_id JOIN person p ON p.id = o.person_id
      JOIN team t ON t.id = o.team_id CROSS JOIN LATERAL (SELECT ban_content(b.id) AS content) v
    WHERE o.person_id = ${viewer.personId ?? 0} AND o.closed_at IS NULL AND b.status = 'PUBLISHED'
    ORDER BY o.deadline_at, b.id, d.id`;
  return rows.map(({ title, instructions, said, ...row }) => ({
    ...row,
    title: inLanguage(title, viewer.locale),
    instructions: inLanguage(instructions, viewer.locale),
    said: said && saidOf(said, row.proof),
  }));
}

function saidOf({ id, at, note, reference, rejectReason, by, ...settled }: StoredSaid, proof: DutyProof): SaidLast {
  const [verifiedAt, rejectedAt, voidedAt] = [settled.verifiedAt, settled.rejectedAt, settled.voidedAt].map(dateOf);
  const state = confirmationState({ verifiedAt: verifiedAt ?? null, rejectedAt: rejectedAt ?? null, voidedAt: voidedAt ?? null }, proof);
  return { id, state, at: new Date(at ?? 0), note, reference, rejectReason, by };
}

/** Until when an exception holds for the person `o` owes as. */
function exemptUntil(now: Date): Prisma.Sql {
  return Prisma.sql`CASE WHEN o.state = 'EXCEPTED' THEN (
    SELECT max(e.ends_at) FROM exception e LEFT JOIN team x ON x.id = e.team_id
    WHERE e.ban_id = b.id AND e.duty_kind = d.kind AND e.status = 'ACTIVE' AND e.starts_at <= ${now} AND e.ends_at > ${now}
      AND (e.person_id = o.person_id OR t.path <@ x.path)) END`;
}

/** The sums of every team that a person manages and that lies in no other of theirs, for the ban's duty that inventories show. */
function certified(): Prisma.Sql {
  return Prisma.sql`(
    SELECT jsonb_build_object('installed', s.installed, 'unknown', s.unknown, 'stated', s.stated, 'cleared', s.proved + s."notAffected", 'excepted', s.excepted,
      'total', s.installed + s.unknown + s.stated + s.proved + s."notAffected" + s.excepted)
    FROM (
      SELECT ${SUMS} FROM rollup_now(
        ARRAY(SELECT x.id FROM duty x WHERE x.ban_id = b.id AND x.proof = 'INVENTORY' AND x.ended_at IS NULL ORDER BY x.kind = 'UNINSTALL' DESC LIMIT 1),
        ARRAY(SELECT m.id FROM team m WHERE m.manager_id = p.id
          AND NOT EXISTS (SELECT FROM team above WHERE above.manager_id = p.id AND above.path @> m.path AND above.id <> m.id))) r
    ) s)`;
}

export type ConfirmationItem = {
  id: number;
  dutyId: number;
  kind: DutyKind;
  proof: DutyProof;
  status: BanStatus;
  person: { id: number; name: string };
  personId: number;
  team: { id: number; name: string };
  state: ConfirmationState;
  at: Date;
  wording: string;
  note: string | null;
  reference: string | null;
  /** Who looked at it, when, and what was wrong with it. */
  by: string | null;
  settledAt: Date | null;
  rejectReason: string | null;
};

type ItemRow = Omit<ConfirmationItem, "state" | "settledAt"> & Record<"verifiedAt" | "rejectedAt" | "voidedAt", Date | null>;

const cursorSchema = z.tuple([z.number().int()]);

const STANDS = Prisma.sql`a.verified_at IS NULL AND a.rejected_at IS NULL AND a.voided_at IS NULL`;
const IN_STATE: Record<ConfirmationState, Prisma.Sql> = {
  waiting: Prisma.sql`${STANDS} AND d.proof = 'RECORD'`,
  stated: Prisma.sql`${STANDS} AND d.proof = 'STATEMENT'`,
  verified: Prisma.sql`a.verified_at IS NOT NULL AND a.voided_at IS NULL`,
  refused: Prisma.sql`a.rejected_at IS NOT NULL AND a.voided_at IS NULL`,
  voided: Prisma.sql`a.voided_at IS NOT NULL`,
};

/** What was said about a ban's duties, as far as the viewer sees its people: what waits in the order of its arrival, everything else newest first. */
export async function listConfirmations(viewer: Viewer, banId: number, query: ConfirmationList): Promise<Keyset<ConfirmationItem>> {
  must(viewer, "bans:read");
  const { state, duty, q, cursor, limit } = query;
  const after = decodeCursor(cursor, cursorSchema);
  const isQueue = state === "waiting";
  const conditions = [
    withinTeams(viewer, "bans:read", Prisma.sql`t.path`),
    state ? IN_STATE[state] : null,
    duty ? Prisma.sql`d.kind = ${duty}::duty_kind` : null,
    q ? Prisma.sql`(p.name ILIKE ${like(q)} OR a.reference ILIKE ${like(q)})` : null,
    after ? (isQueue ? Prisma.sql`a.id > ${after[0]}` : Prisma.sql`a.id < ${after[0]}`) : null,
  ].filter((condition) => condition !== null);
  const order = Prisma.sql`ORDER BY a.id ${isQueue ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit + 1}`;
  const items = await itemsWhere(Prisma.sql`a.ban_id = ${banId} AND ${Prisma.join(conditions, " AND ")} ${order}`);
  return keysetOf(items, limit, ({ id }) => [id]);
}

async function itemsWhere(condition: Prisma.Sql): Promise<ConfirmationItem[]> {
  const rows = await db.$queryRaw<ItemRow[]>`
    SELECT a.id, d.id AS "dutyId", d.kind::text, d.proof::text, b.status::text, p.id AS "personId", jsonb_build_object('id', p.id, 'name', p.name) AS person,
      jsonb_build_object('id', t.id, 'name', t.name) AS team, a.attested_at AS at, a.wording, a.note, a.reference, w.name AS by, a.reject_reason AS "rejectReason",
      a.verified_at AS "verifiedAt", a.rejected_at AS "rejectedAt", a.voided_at AS "voidedAt"
    FROM attestation a JOIN duty d ON d.id = a.duty_id JOIN ban b ON b.id = a.ban_id AND b.published_at IS NOT NULL JOIN person p ON p.id = a.person_id
      JOIN team t ON t.id = p.team_id LEFT JOIN person w ON w.id = a.verified_by_id
    WHERE ${condition}`;
  return rows.map(({ verifiedAt, rejectedAt, voidedAt, ...row }) => ({
    ...row,
    state: confirmationState({ verifiedAt, rejectedAt, voidedAt }, row.proof),
    settledAt: verifiedAt ?? rejectedAt ?? voidedAt,
  }));
}

/** One thing that was said about a duty of a ban; null where there is none or the viewer does not see its person. */
export async function getConfirmation(viewer: Viewer, banId: number, id: number): Promise<ConfirmationItem | null> {
  must(viewer, "bans:read");
  const seen = withinTeams(viewer, "bans:read", Prisma.sql`t.path`);
  const [item] = await itemsWhere(Prisma.sql`a.id = ${id} AND a.ban_id = ${banId} AND ${seen}`);
  return item ?? null;
}

export type WaitingRecords = { code: string; title: string; n: number };

/** Records of others that wait for the viewer's second look, per ban in force or announced. */
export async function waitingRecords(viewer: Viewer): Promise<WaitingRecords[]> {
  must(viewer, "duties:verify");
  const rows = await db.$queryRaw<{ code: string; title: Words; n: number }[]>`
    SELECT b.code, ban_content(b.id) -> 'title' AS title, count(*)::int AS n
    FROM attestation a JOIN duty d ON d.id = a.duty_id AND d.ended_at IS NULL JOIN ban b ON b.id = a.ban_id AND b.status = 'PUBLISHED'
    WHERE ${IN_STATE.waiting} AND a.person_id <> ${viewer.personId ?? 0}
    GROUP BY b.id, b.code ORDER BY min(a.attested_at) LIMIT 20`;
  return rows.map(({ code, title, n }) => ({ code, title: inLanguage(title, viewer.locale), n }));
}
