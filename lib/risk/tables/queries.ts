import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db, inTransaction } from "@/lib/db";
import { dayOf, evidenceOn } from "@/lib/risk/claims/rules";
import { classFacts } from "@/lib/risk/classes/facts";
import { classify } from "@/lib/risk/classes/rules";
import { toolsWithClass } from "@/lib/risk/classes/sweep";
import { type Break, breaksOf, type CellChange, cellChanges } from "@/lib/risk/tables/rules";
import { EDITION_NAME, type Edition } from "@/lib/risk/tables/schema";
import { Prisma } from "@/prisma/generated/client";
import type { RiskClass, TableSetStatus } from "@/prisma/generated/enums";

export type ListedEdition = {
  id: number;
  name: string;
  version: string;
  /** SHA-256 of the canonical content, in hexadecimal digits. */
  checksum: string;
  status: TableSetStatus;
  origin: "shipped" | "imported";
  proposedById: number | null;
  proposedBy: string | null;
  proposedAt: Date;
  currentFrom: Date | null;
  currentUntil: Date | null;
  settledBy: string | null;
  settleReason: string | null;
};

const LISTED = Prisma.sql`s.id, s.name, s.version, encode(s.checksum, 'hex') AS checksum, s.status::text, s.origin, s.proposed_by_id AS "proposedById",
  p.name AS "proposedBy", s.proposed_at AS "proposedAt", s.current_from AS "currentFrom", s.current_until AS "currentUntil",
  d.name AS "settledBy", s.settle_reason AS "settleReason"`;
const JOINED = Prisma.sql`table_set s LEFT JOIN person p ON p.id = s.proposed_by_id LEFT JOIN person d ON d.id = s.settled_by_id`;

/** Every edition that there was, the newest first. */
export async function listEditions(viewer: Viewer): Promise<ListedEdition[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<ListedEdition[]>`
    SELECT ${LISTED} FROM ${JOINED} WHERE s.name = ${EDITION_NAME} ORDER BY s.proposed_at DESC, s.id DESC LIMIT 200`;
}

export type MovedTool = { slug: string; name: string; before: RiskClass; after: RiskClass };

export type ShownEdition = ListedEdition & {
  content: Edition;
  /** Where a worse input would lower the outcome. */
  breaks: Break[];
  /** Against the edition in force, for one that is proposed; else null. */
  difference: { from: string; cells: CellChange[]; tools: MovedTool[]; compared: number } | null;
};

export async function getEdition(viewer: Viewer, id: number, now: Date): Promise<ShownEdition | null> {
  must(viewer, "risk:read");
  const [row] = await db.$queryRaw<(ListedEdition & { content: Edition })[]>`
    SELECT ${LISTED}, s.content FROM ${JOINED} WHERE s.id = ${id} AND s.name = ${EDITION_NAME}`;
  if (!row) return null;
  return { ...row, breaks: breaksOf(row.content), difference: row.status === "PROPOSED" ? await differenceTo(row.content, now) : null };
}

/** What an edition would change of the tables in force and of the classes of tools. Nothing is written. */
function differenceTo(edition: Edition, now: Date): Promise<ShownEdition["difference"]> {
  return inTransaction(async (tx) => {
    const current = await tx.tableSet.findFirst({
      where: { name: EDITION_NAME, status: "CURRENT" },
      select: { version: true, content: true },
    });
    if (!current) return null;
    const ids = await toolsWithClass(tx);
    const [was, facts] = [current.content as Edition, await classFacts(tx, ids)];
    const names = await tx.tool.findMany({
      where: { id: { in: ids }, mergedIntoId: null },
      select: { id: true, slug: true, name: true },
      orderBy: { name: "asc" },
    });
    const tools = names.flatMap(({ id, slug, name }): MovedTool[] => {
      const own = facts.get(id);
      if (!own) return [];
      const evidence = evidenceOn(own.claims, dayOf(now));
      const [before, after] = [classify(was, own.given, evidence).class, classify(edition, own.given, evidence).class];
      return before === after ? [] : [{ slug, name, before, after }];
    });
    return { from: current.version, cells: cellChanges(was, edition), tools, compared: names.length };
  });
}
