import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanForException, ForDecision, SubjectFacts } from "@/lib/bans/exceptions/rules";
import type { Subject } from "@/lib/bans/exceptions/schema";
import { inLanguage } from "@/lib/bans/rules";
import { exceptionsSchema, type Words } from "@/lib/bans/schema";
import type { db, Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";
import type { BanStatus, DutyKind } from "@/prisma/generated/enums";

type Reader = Tx | typeof db;

/** Of the version that binds. Before there were limits, a ban said only whether. */
export const policySchema = exceptionsSchema.extend({ allowed: z.boolean().catch(false), contact: z.string().catch("") });

export const BAN_FACTS = Prisma.sql`jsonb_build_object('code', b.code, 'status', b.status, 'zone', b.zone, 'title', ban_content(b.id) -> 'title',
  'reason', ban_content(b.id) -> 'reason', 'policy', ban_content(b.id) -> 'exceptions')`;

export type BanRow = { code: string; status: BanStatus; zone: string; title: Words | null; reason: Words | null; policy: unknown };

export function banFacts({ code, status, zone, reason, policy }: BanRow, locale: string): BanForException {
  return { code, status, zone, reason: inLanguage(reason ?? undefined, locale), policy: policySchema.parse(policy ?? {}) };
}

/** A ban that was published once. What is being written is nobody's business yet. */
export async function banForException(reader: Reader, viewer: Viewer, banId: number): Promise<BanForException & { title: Words }> {
  const [row] = await reader.$queryRaw<{ ban: BanRow }[]>`
    SELECT ${BAN_FACTS} AS ban FROM ban b WHERE b.id = ${banId} AND b.published_at IS NOT NULL`;
  if (!row) refuse("not-found", "exceptions.refusal.ban");
  return { ...banFacts(row.ban, viewer.locale), title: row.ban.title ?? {} };
}

export type LoadedSubject = SubjectFacts & { kind: Subject["kind"]; id: number; name: string };

/** Where somebody stands; a device stands with its owner, or in the team that owns it, or with the company. */
export const SUBJECT_PLACE = {
  person: Prisma.sql`SELECT p.id AS "personId", p.name, t.path::text AS "teamPath" FROM person p JOIN team t ON t.id = p.team_id WHERE p.active AND p.id =`,
  team: Prisma.sql`SELECT NULL::int AS "personId", t.name, t.path::text AS "teamPath" FROM team t WHERE t.id =`,
  device: Prisma.sql`SELECT p.id AS "personId", coalesce(d.host_name, '#' || d.id) AS name, t.path::text AS "teamPath"
    FROM device d LEFT JOIN person p ON p.id = d.owner_person_id AND p.active
    JOIN team t ON t.id = coalesce(p.team_id, d.owner_team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL)) WHERE d.id =`,
} as const satisfies Record<Subject["kind"], Prisma.Sql>;

export async function findSubject(reader: Reader, { kind, id }: Subject): Promise<LoadedSubject | null> {
  const [row] = await reader.$queryRaw<(SubjectFacts & { name: string })[]>`${SUBJECT_PLACE[kind]} ${id}`;
  return row ? { kind, id, ...row } : null;
}

export type LoadedException = ForDecision & {
  id: number;
  banId: number;
  title: Words;
  dutyKind: DutyKind;
  subject: Subject;
  toolIds: number[];
  startsAt: Date;
  endsAt: Date;
  dueAfter: Date;
  /** The duty's own date. */
  deadlineAt: Date;
  batchId: number | null;
  revision: number;
  requestedById: number | null;
};

type Row = Omit<LoadedException, "ban" | "title" | "subject"> & {
  ban: BanRow;
  personSubject: number | null;
  teamSubject: number | null;
  deviceSubject: number | null;
};

/** For deciding. A person who left keeps the place where they were. */
export async function loadExceptions(tx: Tx, viewer: Viewer, which: Prisma.Sql): Promise<LoadedException[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, e.ban_id AS "banId", e.duty_kind::text AS "dutyKind", e.status::text AS status, e.tool_ids AS "toolIds", e.starts_at AS "startsAt",
      e.ends_at AS "endsAt", e.due_after AS "dueAfter", coalesce(y.deadline_at, e.due_after) AS "deadlineAt", e.batch_id AS "batchId", e.revision,
      e.requested_by_id AS "requestedById", coalesce(e.person_id, d.owner_person_id) AS "personId", t.path::text AS "teamPath",
      e.person_id AS "personSubject", e.team_id AS "teamSubject", e.device_id AS "deviceSubject", ${BAN_FACTS} AS ban,
      EXISTS (SELECT FROM exception x WHERE x.extends_id = e.id AND x.status NOT IN ('REJECTED', 'WITHDRAWN', 'REVOKED')) AS "isExtended"
    FROM exception e JOIN ban b ON b.id = e.ban_id LEFT JOIN duty y ON y.ban_id = e.ban_id AND y.kind = e.duty_kind LEFT JOIN device d ON d.id = e.device_id
    LEFT JOIN person p ON p.id = coalesce(e.person_id, d.owner_person_id)
    JOIN team t ON t.id = coalesce(e.team_id, p.team_id, d.owner_team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL))
    WHERE ${which} ORDER BY e.id`;
  return rows.map(({ ban, personSubject, teamSubject, deviceSubject, ...row }) => ({
    ...row,
    ban: banFacts(ban, viewer.locale),
    title: ban.title ?? {},
    subject: subjectOf(personSubject, teamSubject, deviceSubject),
  }));
}

export function subjectOf(personId: number | null, teamId: number | null, deviceId: number | null): Subject {
  if (personId !== null) return { kind: "person", id: personId };
  return teamId !== null ? { kind: "team", id: teamId } : { kind: "device", id: deviceId ?? 0 };
}
