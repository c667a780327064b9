import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";

/** An instant is said in the reader's zone (a cutoff, an end and a due date as the last minute before it), words in the reader's language. */
export type NoticeValue = string | number | { at: string } | { en?: string | undefined; "zh-CN"?: string | undefined };

/**
 * What people are told of, and the values of each sentence (`notices.said.<topic>`; dots divide its place there). `title` is the ban's, `by` the
 * name of whoever did it, `ban` and `exception` their codes.
 */
export const NOTICE_TOPICS = {
  "ban.published": ["ban", "title", "cutoff"],
  "ban.changed": ["ban", "title", "cutoff"],
  "ban.suspended": ["ban", "title", "reason"],
  "ban.resumed": ["ban", "title", "cutoff"],
  "ban.lifted": ["ban", "title", "reason"],
  "ban.superseded": ["ban", "title", "successor", "successorTitle"],
  "ban.submitted": ["ban", "title", "by"],
  "ban.approved": ["ban", "title", "by"],
  "ban.returned": ["ban", "title", "by", "reason"],
  "ban.rejected": ["ban", "title", "by", "reason"],
  "ban.drift-found": ["ban", "title", "count"],
  "duty.verified": ["ban", "title", "by"],
  "duty.refused": ["ban", "title", "by", "reason"],
  "exception.requested": ["exception", "title", "by", "until"],
  "exception.approved": ["exception", "title", "from", "until", "due"],
  "exception.rejected": ["exception", "title", "reason"],
  "exception.began": ["exception", "title", "until", "due"],
  "exception.ends-soon": ["exception", "title", "until", "due"],
  "exception.expired": ["exception", "title", "due"],
  "exception.revoked": ["exception", "title", "reason", "due"],
} as const satisfies Record<string, readonly string[]>;

export type NoticeTopic = keyof typeof NOTICE_TOPICS;
export type NoticeValues<Topic extends NoticeTopic> = { [Name in (typeof NOTICE_TOPICS)[Topic][number]]: NoticeValue };

export function isTopic(topic: string): topic is NoticeTopic {
  return topic in NOTICE_TOPICS;
}

export type NewNotice = {
  [Topic in NoticeTopic]: {
    topic: Topic;
    values: NoticeValues<Topic>;
    /** One person, several, or null: everybody the ban binds when it leaves. */
    personId: number | readonly number[] | null;
    subjectKind: "ban" | "duty" | "exception";
    subjectId: string | number;
    banId: number | null;
    /** Told once per person: a second one with the same key is not written. */
    onceKey?: string;
    /** When it leaves; now, unless said. */
    notBefore?: Date;
  };
}[NoticeTopic];

/** Which of those that have not left yet; at least one of the two. */
export type WaitingNotices =
  | { banId: number; topic?: NoticeTopic }
  | { subjectKind: string; subjectId: string | number; topic?: NoticeTopic };

export const noticeListSchema = z.strictObject(keysetQuery);
export type NoticeList = z.output<typeof noticeListSchema>;

/** The page: what means nothing is left out. */
export const noticePageSchema = z.object({
  cursor: z.string().max(500).optional().catch(undefined),
  limit: z.literal(50).catch(50),
});
