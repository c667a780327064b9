import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { downloadName, isActive, isMisnamed } from "./rules";
import type { Place } from "./schema";

export type KeptCopy = {
  id: number;
  name: string;
  /** What a download is called. */
  downloadName: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
  contentType: string;
  note: string | null;
  /** It would run or be shown as a page when somebody opens it. */
  isActive: boolean;
  /** Its name promises another kind. */
  isMisnamed: boolean;
  addedAt: Date;
  addedBy: string | null;
  /** How many people have downloaded it. */
  readBy: number;
  removedAt: Date | null;
  removedBy: string | null;
  removedReason: string | null;
};

type Row = Omit<KeptCopy, "downloadName" | "isActive" | "isMisnamed">;

/** The kept copies of a document or a finding, in the order in which they came; what was removed stays named. */
export async function listAttachments(viewer: Viewer, { kind, id }: Place): Promise<KeptCopy[]> {
  must(viewer, "risk:read");
  const where = kind === "source" ? Prisma.sql`a.source_id = ${id}` : Prisma.sql`a.finding_id = ${id}`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.id, a.name, a.size, encode(a.sha256, 'hex') AS sha256, a.content_type AS "contentType", a.note, a.added_at AS "addedAt",
      adder.name AS "addedBy", a.removed_at AS "removedAt", remover.name AS "removedBy", a.removed_reason AS "removedReason",
      (SELECT count(DISTINCT coalesce(e.person_id::text, e.actor_name)) FROM audit_event e
        WHERE e.subject_kind = 'attachment' AND e.subject_id = a.id::text AND e.action = 'attachment.downloaded')::int AS "readBy"
    FROM attachment a LEFT JOIN person adder ON adder.id = a.added_by_id LEFT JOIN person remover ON remover.id = a.removed_by_id
    WHERE ${where} ORDER BY a.id`;
  return rows.map((row) => ({ ...row, downloadName: downloadName(row), isActive: isActive(row), isMisnamed: isMisnamed(row) }));
}
