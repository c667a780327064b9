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

export type WaitingOverride = { id: number; slug: string; tool: string; class: RiskClass; by: string };
export type WaitingTables = { id: number; version: string; by: string };

/** What waits for somebody other than who proposed it: other classes for a time, and tables. Nothing for whoever may not answer. */
export async function waitingForSecond(viewer: Viewer): Promise<{ overrides: WaitingOverride[]; tables: WaitingTables[] }> {
  if (!can(viewer, "risk:approve")) return { overrides: [], tables: [] };
  const [overrides, tables] = await Promise.all([
    db.$queryRaw<WaitingOverride[]>`
      SELECT o.id, t.slug, t.name AS tool, o.class::text, p.name AS by FROM class_override o JOIN tool t ON t.id = o.tool_id
        JOIN person p ON p.id = o.proposed_by_id
      WHERE o.status = 'OPEN' AND o.proposed_by_id IS DISTINCT FROM ${viewer.personId}::int ORDER BY o.proposed_at, o.id LIMIT 50`,
    db.$queryRaw<WaitingTables[]>`
      SELECT s.id, s.version, coalesce(p.name, '–') AS by FROM table_set s LEFT JOIN person p ON p.id = s.proposed_by_id
      WHERE s.status = 'PROPOSED' AND s.proposed_by_id IS DISTINCT FROM ${viewer.personId}::int ORDER BY s.proposed_at, s.id LIMIT 50`,
  ]);
  return { overrides, tables };
}
