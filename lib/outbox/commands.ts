import "server-only";
import { db, type Tx } from "@/lib/db";
import type { NewNotice, WaitingNotices } from "@/lib/outbox/schema";
import { Prisma } from "@/prisma/generated/client";

/** Writes a notice in the caller's transaction. It leaves when its time has come, unless it is called back before. */
export async function enqueueNotice(tx: Tx, notice: NewNotice, now: Date): Promise<void> {
  const { topic, values, personId, subjectKind, subjectId, banId, onceKey = null, notBefore = now } = notice;
  const people = personId === null || typeof personId === "number" ? [personId] : [...new Set(personId)];
  await tx.$executeRaw`
    INSERT INTO notice (topic, person_id, subject_kind, subject_id, ban_id, content, once_key, created_at, not_before)
    SELECT ${topic}, p.id, ${subjectKind}, ${String(subjectId)}, ${banId}::int, ${JSON.stringify(values)}::jsonb, ${onceKey}::text || coalesce(':' || p.id, ''), ${now}, ${notBefore}
    FROM unnest(${people}::int[]) AS p (id) ON CONFLICT (once_key) DO NOTHING`;
}

/** Calls back what has not left yet. Returns how many. */
export function cancelNotices(tx: Tx, which: WaitingNotices, now: Date): Promise<number> {
  const about =
    "banId" in which
      ? Prisma.sql`ban_id = ${which.banId}`
      : Prisma.sql`subject_kind = ${which.subjectKind} AND subject_id = ${String(which.subjectId)}`;
  const topic = which.topic === undefined ? Prisma.sql`true` : Prisma.sql`topic = ${which.topic}`;
  return tx.$executeRaw`UPDATE notice SET cancelled_at = ${now} WHERE sent_at IS NULL AND cancelled_at IS NULL AND ${about} AND ${topic}`;
}

/** Lets go what is due: from then on its readers see it. Returns how many left. */
export function releaseNotices(now: Date): Promise<number> {
  return db.$executeRaw`UPDATE notice SET sent_at = ${now} WHERE sent_at IS NULL AND cancelled_at IS NULL AND not_before <= ${now}`;
}
