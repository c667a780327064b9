import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { noticeSentence } from "@/lib/outbox/rules";
import { isTopic, type NoticeList, type NoticeTopic, type NoticeValue } from "@/lib/outbox/schema";
import type { Reason } from "@/lib/refusal";
import { Prisma } from "@/prisma/generated/client";

export type NoticeItem = {
  id: number;
  topic: NoticeTopic;
  subjectKind: string;
  subjectId: string;
  banId: number | null;
  sentAt: Date;
  sentence: Reason;
};

type Row = Omit<NoticeItem, "topic" | "sentence"> & { topic: string; content: Record<string, NoticeValue> };

const COLUMNS = Prisma.sql`n.id, n.topic, n.subject_kind AS "subjectKind", n.subject_id AS "subjectId", n.ban_id AS "banId", n.sent_at AS "sentAt", n.content`;

/** What has left for a person: what was meant for them, and what everybody was told whom a ban binds. */
function sentTo(viewer: Viewer, further: Prisma.Sql, limit: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT * FROM (
      (SELECT ${COLUMNS} FROM notice n WHERE n.person_id = ${viewer.personId}::int AND n.sent_at IS NOT NULL AND ${further} ORDER BY n.sent_at DESC, n.id DESC LIMIT ${limit})
      UNION ALL
      (SELECT ${COLUMNS} FROM notice n WHERE n.person_id IS NULL AND n.sent_at IS NOT NULL AND ${further}
        AND n.ban_id IN (SELECT o.ban_id FROM obligation o WHERE o.person_id = ${viewer.personId}::int AND o.closed_at IS NULL) ORDER BY n.sent_at DESC, n.id DESC LIMIT ${limit})
    ) n ORDER BY "sentAt" DESC, id DESC LIMIT ${limit}`;
}

function itemsOf(rows: readonly Row[], viewer: Viewer): NoticeItem[] {
  return rows.flatMap(({ topic, content, ...row }) =>
    // A topic of a later release than this one.
    isTopic(topic) ? [{ ...row, topic, sentence: noticeSentence(topic, content, viewer) }] : [],
  );
}

const cursorSchema = z.tuple([z.iso.datetime(), z.number().int()]);

/** One's own notices, the newest first. */
export async function ownNotices(viewer: Viewer, { cursor, limit }: NoticeList): Promise<Keyset<NoticeItem>> {
  must(viewer, "self");
  const from = decodeCursor(cursor, cursorSchema);
  const further = from ? Prisma.sql`(n.sent_at, n.id) < (${new Date(from[0])}, ${from[1]})` : Prisma.sql`true`;
  const { items, next } = keysetOf(await sentTo(viewer, further, limit + 1), limit, ({ sentAt, id }) => [sentAt.toISOString(), id]);
  return { items: itemsOf(items, viewer), next };
}

const NEWS_DAYS = 14;

/** The newest of the last 14 days, for the first page. */
export async function news(viewer: Viewer, most: number, now: Date): Promise<NoticeItem[]> {
  must(viewer, "self");
  const since = new Date(now.getTime() - NEWS_DAYS * 86_400_000);
  return itemsOf(await sentTo(viewer, Prisma.sql`n.sent_at > ${since}`, most), viewer);
}
