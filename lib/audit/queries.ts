import "server-only";
import { z } from "zod";
import type { AuditAction } from "@/lib/audit/actions";
import type { AuditList } from "@/lib/audit/schema";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Prisma } from "@/prisma/generated/client";

export type AuditItem = {
  id: string;
  at: Date;
  actorKind: "person" | "token" | "system";
  actorName: string;
  personId: number | null;
  action: AuditAction;
  subjectKind: string;
  subjectId: string;
  /** What a person or team is called; null for everything whose id says it. */
  subjectName: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string | null;
};

const byTime = z.tuple([z.iso.datetime(), z.string().regex(/^\d+$/)]);

function conditions(viewer: Viewer, { q, action, subject, subjectId, from, to }: AuditList): Prisma.Sql[] {
  const like = q && `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return [
    like ? Prisma.sql`(actor_name ILIKE ${like} OR subject_id = ${q} OR request_id = ${q} OR reason ILIKE ${like})` : null,
    action ? Prisma.sql`action = ${action}` : null,
    subject ? Prisma.sql`subject_kind = ${subject}` : null,
    subjectId ? Prisma.sql`subject_id = ${subjectId}` : null,
    from ? Prisma.sql`at >= ${from}::timestamp AT TIME ZONE ${viewer.zone}` : null,
    to ? Prisma.sql`at < (${to}::date + 1)::timestamp AT TIME ZONE ${viewer.zone}` : null,
  ].filter((condition) => condition !== null);
}

async function page(where: Prisma.Sql[], cursor: [string, string] | null, limit: number): Promise<AuditItem[]> {
  const all = cursor ? [...where, Prisma.sql`(at, id) < (${cursor[0]}::timestamptz, ${cursor[1]}::bigint)`] : where;
  return db.$queryRaw<AuditItem[]>`
    SELECT id::text, at, actor_kind AS "actorKind", actor_name AS "actorName", person_id AS "personId", action, subject_kind AS "subjectKind",
      subject_id AS "subjectId", before, after, reason, request_id AS "requestId",
      CASE subject_kind WHEN 'person' THEN (SELECT name FROM person WHERE id = subject_id::int) WHEN 'team' THEN (SELECT name FROM team WHERE id = subject_id::int) END
        AS "subjectName"
    FROM audit_event ${all.length > 0 ? Prisma.sql`WHERE ${Prisma.join(all, " AND ")}` : Prisma.empty}
    ORDER BY at DESC, id DESC LIMIT ${limit}`;
}

const cursorOf = ({ at, id }: AuditItem): [string, string] => [at.toISOString(), id];

/** Newest first. */
export async function listAudit(viewer: Viewer, list: AuditList): Promise<Keyset<AuditItem>> {
  must(viewer, "audit:read");
  const rows = await page(conditions(viewer, list), decodeCursor(list.cursor, byTime), list.limit + 1);
  return keysetOf(rows, list.limit, cursorOf);
}

export const AUDIT_CSV_HEADER = [
  "time_utc",
  "actor_kind",
  "actor",
  "action",
  "subject_kind",
  "subject_id",
  "reason",
  "before",
  "after",
  "request_id",
];

async function* csvRows(where: Prisma.Sql[]): AsyncGenerator<CsvCell[]> {
  let cursor: [string, string] | null = null;
  for (;;) {
    const rows: AuditItem[] = await page(where, cursor, 2_000);
    for (const row of rows) {
      const { at, actorKind, actorName, action, subjectKind, subjectId, reason, before, after, requestId } = row;
      yield [at, actorKind, actorName, action, subjectKind, subjectId, reason, json(before), json(after), requestId];
    }
    const last = rows.at(-1);
    if (rows.length < 2_000 || !last) return;
    cursor = cursorOf(last);
  }
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Every event that the filters name, as CSV rows at flat memory. */
export function auditCsvRows(viewer: Viewer, list: AuditList): AsyncGenerator<CsvCell[]> {
  must(viewer, "audit:read");
  return csvRows(conditions(viewer, list));
}
