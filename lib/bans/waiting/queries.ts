import "server-only";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";

type WaitingBan = { code: string; title: string; version: number };

/** What about bans waits for the viewer and not for somebody else. */
export type WaitingOfBans = {
  /** Submitted and not yet approved by the viewer, who wrote none of it; the longest waiting first. */
  toApprove: WaitingBan[];
  /** Approved by as many as it needs. */
  toPublish: WaitingBan[];
  /** New matches of published bans. */
  drift: number;
  /** Requests for exceptions that somebody else made, for somebody else. */
  exceptions: number;
};

const AT_MOST = 8;

function versions(are: Prisma.Sql, since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT coalesce(jsonb_agg(x.item), '[]') FROM (
    SELECT jsonb_build_object('code', b.code, 'title', v.content -> 'title', 'version', v.number) AS item
    FROM ban_version v JOIN ban b ON b.id = v.ban_id WHERE ${are} ORDER BY ${since}, v.id LIMIT ${AT_MOST}) x)`;
}

type Row = { [List in "toApprove" | "toPublish"]: (Omit<WaitingBan, "title"> & { title: Words | null })[] } & Pick<
  WaitingOfBans,
  "drift" | "exceptions"
>;

/** For the page that begins the day. Null for whoever decides nothing about bans. */
export async function waitingOfBans(viewer: Viewer): Promise<WaitingOfBans | null> {
  const [approves, writes, decides] = [can(viewer, "bans:approve"), can(viewer, "bans:write"), can(viewer, "exceptions:decide")];
  if (!approves && !writes && !decides) return null;
  const me = viewer.personId ?? 0;
  const unapproved = Prisma.sql`${approves} AND v.status = 'IN_REVIEW' AND ${me} <> ALL (v.author_id || v.editor_ids)
    AND NOT EXISTS (SELECT FROM ban_approval a WHERE a.version_id = v.id AND a.person_id = ${me} AND a.voided_at IS NULL)`;
  const [row] = await db.$queryRaw<[Row]>`
    SELECT ${versions(unapproved, Prisma.sql`v.submitted_at`)} AS "toApprove",
      ${versions(Prisma.sql`${writes} AND v.status = 'APPROVED'`, Prisma.sql`v.approved_at`)} AS "toPublish",
      (SELECT count(*)::int FROM scope_drift d JOIN ban b ON b.id = d.ban_id WHERE ${writes} AND d.status = 'OPEN' AND b.status IN ('PUBLISHED', 'SUSPENDED')) AS drift,
      (SELECT count(*)::int FROM exception e WHERE ${decides} AND e.status IN ('PROPOSED', 'UNDER_REVIEW')
        AND e.requested_by_id IS DISTINCT FROM ${me} AND e.person_id IS DISTINCT FROM ${me}) AS exceptions`;
  const named = (list: Row["toApprove"]) => list.map((one) => ({ ...one, title: inLanguage(one.title ?? undefined, viewer.locale) }));
  return { ...row, toApprove: named(row.toApprove), toPublish: named(row.toPublish) };
}
