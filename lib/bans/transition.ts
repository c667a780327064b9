import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { Viewer } from "@/lib/auth/viewer";
import { banCode, TRANSITIONS } from "@/lib/bans/rules";
import { type BanDraft, banDraftSchema } from "@/lib/bans/schema";
import type { Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import type { Prisma } from "@/prisma/generated/client";
import type { BanStatus } from "@/prisma/generated/enums";

const loaded = {
  id: true,
  code: true,
  status: true,
  authorId: true,
  revision: true,
  versions: { select: { id: true, number: true, content: true }, orderBy: { number: "desc" }, take: 1 },
} satisfies Prisma.BanSelect;

export type LoadedBan = {
  id: number;
  code: string;
  status: BanStatus;
  authorId: number;
  revision: number;
  versionId: number;
  content: BanDraft;
};

/** The ban with its newest version, or "not found". */
export async function loadBan(tx: Tx, banId: number): Promise<LoadedBan> {
  const found = await tx.ban.findUnique({ where: { id: banId }, select: loaded });
  const version = found?.versions[0];
  if (!found || !version) refuse("not-found", "bans.refusal.notFound");
  const { versions: _, ...ban } = found;
  return { ...ban, versionId: version.id, content: banDraftSchema.parse(version.content) };
}

/**
 * Moves a ban from the status it was read in. Whoever comes second finds another status or revision and is told who was first. Without `to`
 * only the revision grows.
 */
export async function moveBan(
  tx: Tx,
  viewer: Viewer,
  ban: Pick<LoadedBan, "id" | "status" | "revision">,
  to: BanStatus | null,
  data: Omit<Prisma.BanUncheckedUpdateManyInput, "status" | "revision">,
  now: Date,
): Promise<number> {
  if (to !== null && !TRANSITIONS[ban.status].includes(to)) throw new Error(`A ban never goes from ${ban.status} to ${to}.`);
  const { count } = await tx.ban.updateMany({
    where: { id: ban.id, status: ban.status, revision: ban.revision },
    data: { ...data, ...(to === null ? {} : { status: to }), revision: ban.revision + 1, updatedAt: now },
  });
  if (count === 0) await refuseOvertaken(tx, viewer, ban.id);
  return ban.revision + 1;
}

/** Says who changed the ban and when. The audit log knows: every change wrote its event in its own transaction. */
export async function refuseOvertaken(tx: Tx, viewer: Viewer, banId: number): Promise<never> {
  const [last] = await tx.auditEvent.findMany({
    where: { subjectKind: "ban", subjectId: banCode(banId) },
    select: { actorName: true, at: true, action: true },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!last) refuse("conflict", "bans.refusal.overtaken");
  const values = { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  refuse("conflict", `bans.overtaken.${OVERTAKEN[last.action] ?? "edited"}`, values);
}

const OVERTAKEN: Record<string, string> = {
  "ban.submitted": "submitted",
  "ban.approved": "approved",
  "ban.returned": "returned",
  "ban.published": "published",
  "ban.cancelled": "cancelled",
  "ban.lifted": "lifted",
};
