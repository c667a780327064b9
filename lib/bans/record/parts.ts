import "server-only";
import type { AuditAction } from "@/lib/audit/actions";
import { exceptionCode } from "@/lib/bans/exceptions/rules";
import type { Check, LintFinding } from "@/lib/bans/lint/schema";
import { db } from "@/lib/db";
import type {
  AccessMode,
  DeadlineMode,
  DriftStatus,
  DutyKind,
  DutyProof,
  DutyResponsible,
  ExceptionStatus,
} from "@/prisma/generated/enums";

/** Counts of obligations by state, over the whole company. */
export type DutyCounts = { installed: number; unknown: number; stated: number; proved: number; notAffected: number; excepted: number };

export type RecordedDuty = {
  kind: DutyKind;
  responsible: DutyResponsible;
  owner: string | null;
  proof: DutyProof;
  mode: DeadlineMode;
  deadlineLocal: string;
  deadlineZone: string;
  deadlineAt: Date;
  teams: { team: string; deadlineLocal: string; deadlineZone: string }[];
  /** When a later version no longer asked for it. */
  endedAt: Date | null;
  counts: DutyCounts;
  /** What people said about it: all that stands, what a second person verified, what was rejected, and what a later version voided. */
  confirmations: { said: number; verified: number; rejected: number; voided: number };
};

type DutyRow = Omit<RecordedDuty, "deadlineAt" | "endedAt"> & { deadlineAt: string; endedAt: string | null };

/** The duties, in the order of their deadlines, with how they stand: of a ban that ended, as they stood then. */
export async function dutiesOf(banId: number): Promise<RecordedDuty[]> {
  const rows = await db.$queryRaw<DutyRow[]>`
    WITH counted AS MATERIALIZED (
      SELECT r.* FROM rollup_now(ARRAY(SELECT id FROM duty WHERE ban_id = ${banId}), ARRAY(SELECT id FROM team WHERE parent_id IS NULL)) r
    ), said AS MATERIALIZED (
      SELECT coalesce(a.duty_id, 0) AS duty_id, count(*) FILTER (WHERE a.rejected_at IS NULL AND a.voided_at IS NULL)::int AS said,
        count(*) FILTER (WHERE a.verified_at IS NOT NULL AND a.voided_at IS NULL)::int AS verified,
        count(*) FILTER (WHERE a.rejected_at IS NOT NULL)::int AS rejected, count(*) FILTER (WHERE a.voided_at IS NOT NULL)::int AS voided
      FROM attestation a WHERE a.ban_id = ${banId} GROUP BY coalesce(a.duty_id, 0)
    )
    SELECT d.kind::text AS kind, d.responsible::text AS responsible, d.proof::text AS proof, d.mode::text AS mode,
      (SELECT p.name FROM person p WHERE p.id = d.owner_person_id) AS owner, d.deadline_local AS "deadlineLocal", d.deadline_zone AS "deadlineZone",
      d.deadline_at AS "deadlineAt", d.ended_at AS "endedAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('team', t.name, 'deadlineLocal', x.item ->> 'deadlineLocal', 'deadlineZone', x.item ->> 'deadlineZone')
        ORDER BY t.path) FROM jsonb_array_elements(d.team_deadlines) AS x (item) JOIN team t ON t.id = (x.item ->> 'teamId')::int), '[]') AS teams,
      (SELECT jsonb_build_object('installed', coalesce(sum(c.installed), 0), 'unknown', coalesce(sum(c.unknown), 0), 'stated', coalesce(sum(c.stated), 0),
        'proved', coalesce(sum(c.proved), 0), 'notAffected', coalesce(sum(c.not_affected), 0), 'excepted', coalesce(sum(c.excepted), 0))
        FROM counted c WHERE c.duty_id = d.id) AS counts,
      -- What inventories show is said once for the ban, whatever its duties.
      coalesce((SELECT jsonb_build_object('said', s.said, 'verified', s.verified, 'rejected', s.rejected, 'voided', s.voided) FROM said s
        WHERE s.duty_id = CASE WHEN d.proof = 'INVENTORY' THEN 0 ELSE d.id END), '{"said": 0, "verified": 0, "rejected": 0, "voided": 0}') AS confirmations
    FROM duty d WHERE d.ban_id = ${banId} ORDER BY d.deadline_at, d.id`;
  return rows.map((row) => ({ ...row, deadlineAt: new Date(row.deadlineAt), endedAt: row.endedAt ? new Date(row.endedAt) : null }));
}

export type RecordedAcceptance = {
  version: number;
  check: Check;
  subject: string;
  /** What the finding said then. */
  said: LintFinding["values"];
  reason: string;
  by: string;
  at: Date;
};

/** What the lint found and somebody took responsibility for, in all versions. */
export function acceptancesOf(banId: number): Promise<RecordedAcceptance[]> {
  return db.$queryRaw`
    SELECT v.number AS version, a."check", a.subject, a.said, a.reason, p.name AS by, a.accepted_at AS at
    FROM lint_acceptance a JOIN ban_version v ON v.id = a.version_id JOIN person p ON p.id = a.accepted_by_id
    WHERE v.ban_id = ${banId} ORDER BY v.number, a.accepted_at, a.id`;
}

export type RecordedException = {
  code: string;
  duty: DutyKind;
  /** The person, team or device it is for. */
  subject: string;
  status: ExceptionStatus;
  justification: string;
  compensatingControls: string;
  startsAt: Date;
  endsAt: Date;
  dueAfter: Date;
  requestedBy: string | null;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  endedAt: Date | null;
  endReason: string | null;
  /** The exception that it prolongs. */
  extends: string | null;
};

/** The longest that a list of the record is; longer ones are said to be cut (`cutLists`). */
const MOST = 1_000;

export function cutLists<Name extends string>(lists: Record<Name, readonly unknown[]>): Name[] {
  return (Object.keys(lists) as Name[]).filter((name) => lists[name].length >= MOST);
}

export async function exceptionsOf(banId: number): Promise<RecordedException[]> {
  type Row = Omit<RecordedException, "code" | "extends"> & { id: number; extendsId: number | null };
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.id, e.duty_kind::text AS duty, e.status::text AS status, coalesce(
        (SELECT p.name FROM person p WHERE p.id = e.person_id), (SELECT t.name FROM team t WHERE t.id = e.team_id),
        (SELECT coalesce(d.host_name, '#' || d.id) FROM device d WHERE d.id = e.device_id)) AS subject,
      e.justification, e.compensating_controls AS "compensatingControls", e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.due_after AS "dueAfter",
      (SELECT p.name FROM person p WHERE p.id = e.requested_by_id) AS "requestedBy", e.requested_at AS "requestedAt",
      (SELECT p.name FROM person p WHERE p.id = e.decided_by_id) AS "decidedBy", e.decided_at AS "decidedAt", e.decision_reason AS "decisionReason",
      e.ended_at AS "endedAt", e.end_reason AS "endReason", e.extends_id AS "extendsId"
    FROM exception e WHERE e.ban_id = ${banId} ORDER BY e.id LIMIT ${MOST}`;
  return rows.map(({ id, extendsId, ...row }) => ({
    code: exceptionCode(id),
    ...row,
    extends: extendsId === null ? null : exceptionCode(extendsId),
  }));
}

export type RecordedNotice = {
  topic: string;
  /** Written to each of so many people; null: to everybody whom the ban binds. */
  people: number | null;
  writtenAt: Date;
  sentAt: Date | null;
  cancelledAt: Date | null;
};

/** What people were told of the ban itself and of their exceptions from it, as far as it was written at one moment. */
export function noticesOf(banId: number): Promise<RecordedNotice[]> {
  return db.$queryRaw`
    SELECT topic, CASE WHEN bool_and(person_id IS NULL) THEN NULL ELSE count(person_id)::int END AS people, created_at AS "writtenAt",
      max(sent_at) AS "sentAt", max(cancelled_at) AS "cancelledAt"
    FROM notice WHERE ban_id = ${banId} GROUP BY topic, created_at ORDER BY created_at, topic LIMIT ${MOST}`;
}

export type RecordedDrift = {
  tool: string;
  family: string | null;
  channel: string | null;
  mode: AccessMode | null;
  status: DriftStatus;
  foundAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  /** The version that took it in. */
  version: number | null;
};

/** What matched later, and what was decided about it. */
export function driftOf(banId: number): Promise<RecordedDrift[]> {
  return db.$queryRaw`
    SELECT t.name AS tool, f.name AS family, d.channel, d.mode::text AS mode, d.status::text AS status, d.found_at AS "foundAt",
      (SELECT p.name FROM person p WHERE p.id = d.decided_by_id) AS "decidedBy", d.decided_at AS "decidedAt", d.reason,
      (SELECT v.number FROM ban_version v WHERE v.id = d.version_id) AS version
    FROM scope_drift d JOIN tool t ON t.id = d.tool_id LEFT JOIN model_family f ON f.id = d.family_id
    WHERE d.ban_id = ${banId} ORDER BY d.found_at, d.id LIMIT ${MOST}`;
}

export type RecordedEvent = {
  id: string;
  at: Date;
  actorKind: "person" | "token" | "system";
  by: string;
  action: AuditAction;
  before: unknown;
  after: unknown;
  reason: string | null;
};

/** What was done with the ban, the oldest first. What each person confirmed is counted with the duties instead. */
export function eventsOf(code: string): Promise<RecordedEvent[]> {
  return db.$queryRaw`
    SELECT id::text, at, actor_kind AS "actorKind", actor_name AS by, action, before, after, reason
    FROM audit_event WHERE subject_kind = 'ban' AND subject_id = ${code} AND action LIKE 'ban.%' ORDER BY at, id LIMIT ${MOST}`;
}
