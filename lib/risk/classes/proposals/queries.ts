import "server-only";
import { z } from "zod";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import type { Cause } from "@/lib/risk/classes/rules";
import { Prisma } from "@/prisma/generated/client";
import type { ProposalStatus, RiskClass } from "@/prisma/generated/enums";
import type { ProposalList } from "./schema";

export type ListedProposal = {
  id: number;
  slug: string;
  tool: string;
  before: RiskClass | null;
  after: RiskClass;
  cause: Cause;
  status: ProposalStatus;
  openedAt: Date;
  settledBy: string | null;
  settledAt: Date | null;
  reason: string | null;
};

const byTime = z.tuple([z.iso.datetime(), z.number().int()]);

/** Changes of class that officers were asked to look at, the newest first. */
export async function listProposals(viewer: Viewer, { status, cursor, limit }: ProposalList): Promise<Keyset<ListedProposal>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, byTime);
  const following = from ? Prisma.sql`(p.opened_at, p.id) < (${from[0]}::timestamptz, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<ListedProposal[]>`
    SELECT p.id, t.slug, t.name AS tool, p.before::text, p.after::text, p.cause, p.status::text, p.opened_at AS "openedAt", s.name AS "settledBy",
      p.settled_at AS "settledAt", p.reason
    FROM class_proposal p JOIN tool t ON t.id = p.tool_id LEFT JOIN person s ON s.id = p.settled_by_id
    WHERE ${status ? Prisma.sql`p.status = ${status}::proposal_status` : Prisma.sql`true`} AND ${following}
    ORDER BY p.opened_at DESC, p.id DESC LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ openedAt, id }) => [openedAt.toISOString(), id]);
}

/** What waits for officers: changes of class, other classes that were proposed, and tables. Nothing for whoever may not read risk. */
export type ClassTasks = { proposals: number; overrides: number; tables: number };

export async function countClassTasks(viewer: Viewer): Promise<ClassTasks> {
  if (!can(viewer, "risk:approve")) return { proposals: 0, overrides: 0, tables: 0 };
  const [counted] = await db.$queryRaw<[ClassTasks]>`
    SELECT (SELECT count(*)::int FROM class_proposal WHERE status = 'OPEN') AS proposals,
      (SELECT count(*)::int FROM class_override WHERE status = 'OPEN' AND proposed_by_id IS DISTINCT FROM ${viewer.personId}::int) AS overrides,
      (SELECT count(*)::int FROM table_set WHERE status = 'PROPOSED' AND proposed_by_id IS DISTINCT FROM ${viewer.personId}::int) AS tables`;
  return counted;
}
