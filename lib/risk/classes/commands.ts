import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { SYSTEM, type Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import { dayOf, evidenceOn } from "@/lib/risk/claims/rules";
import { classFacts, currentEdition } from "@/lib/risk/classes/facts";
import {
  type Cause,
  type ClassMove,
  type CountedInputs,
  classify,
  isFirstJudgement,
  proposalStep,
  type Result,
} from "@/lib/risk/classes/rules";
import { canonicalJson } from "@/lib/risk/tables/rules";
import type { Prisma } from "@/prisma/generated/client";
import type { RiskClass } from "@/prisma/generated/enums";

export type ClassChange = { toolId: number; slug: string; before: RiskClass | null; after: RiskClass | null };

/**
 * Brings the classes of tools to what inputs, claims and tables say now; part of the transaction that changed one of them. `viewer` is null
 * where time alone changed it. A change of class becomes a task for officers and nothing else. Answers what changed class.
 */
export async function reclassify(
  tx: Tx,
  viewer: Viewer | null,
  toolIds: readonly number[],
  cause: Cause,
  now: Date,
): Promise<ClassChange[]> {
  if (toolIds.length === 0) return [];
  // Whoever brings new tables into force waits for those who compute by the old ones, and they for it: tables first, then tools by id.
  await tx.$queryRaw`SELECT FROM table_set WHERE status = 'CURRENT' FOR SHARE`;
  const tools = await tx.$queryRaw<{ id: number; slug: string }[]>`
    SELECT id, slug FROM tool WHERE id = ANY(${[...toolIds]}::int[]) ORDER BY id FOR NO KEY UPDATE`;
  const edition = await currentEdition(tx);
  if (!edition) return [];
  const ids = tools.map(({ id }) => id);
  const facts = await classFacts(tx, ids);
  const held = await heldClasses(tx, ids);
  const changes: ClassChange[] = [];
  for (const tool of tools) {
    const fact = facts.get(tool.id);
    const isKnown = fact !== undefined && (fact.hasInput || fact.claims.length > 0);
    const result = isKnown ? classify(edition.content, fact.given, evidenceOn(fact.claims, dayOf(now))) : null;
    const change = await store(
      tx,
      viewer ?? SYSTEM,
      { tool, result, current: held.get(tool.id) ?? null, tableSetId: edition.id, cause },
      now,
    );
    if (change) changes.push(change);
  }
  return changes;
}

const HELD = { id: true, toolId: true, tableSetId: true, inputs: true, class: true, fromAt: true } as const;
type Held = Prisma.ClassificationGetPayload<{ select: typeof HELD }>;

async function heldClasses(tx: Tx, toolIds: number[]): Promise<Map<number, Held>> {
  const rows = await tx.classification.findMany({ where: { toolId: { in: toolIds }, untilAt: null }, select: HELD });
  return new Map(rows.map((row) => [row.toolId, row]));
}

type Computed = {
  tool: { id: number; slug: string };
  result: Result | null;
  current: Held | null;
  tableSetId: number;
  cause: Cause;
};

async function store(
  tx: Tx,
  viewer: Viewer,
  { tool, result, current, tableSetId, cause }: Computed,
  now: Date,
): Promise<ClassChange | null> {
  const isSame = current
    ? result !== null && current.tableSetId === tableSetId && canonicalJson(current.inputs) === canonicalJson(result.inputs)
    : result === null;
  if (isSame) return null;
  const data = result && { toolId: tool.id, tableSetId, ...result, cause };
  if (current && data && current.fromAt >= now) {
    // Twice within one moment: what held for no time is no history.
    await tx.classification.update({ where: { id: current.id }, data, select: { id: true } });
  } else {
    if (current) await tx.classification.update({ where: { id: current.id }, data: { untilAt: now }, select: { id: true } });
    if (data) await tx.classification.create({ data: { ...data, fromAt: now }, select: { id: true } });
  }
  const [before, after] = [current?.class ?? null, result?.class ?? null];
  const isFirst = result !== null && isFirstJudgement(cause, current && (current.inputs as CountedInputs), result.inputs);
  await propose(tx, tool.id, { before, after, isFirst, cause }, now);
  if (before === after) return null;
  await recordAudit(
    tx,
    viewer,
    { action: "class.changed", subjectKind: "tool", subjectId: tool.slug, before: { class: before }, after: { class: after, cause } },
    now,
  );
  return { toolId: tool.id, slug: tool.slug, before, after };
}

type Move = ClassMove & { cause: Cause };

async function propose(tx: Tx, toolId: number, move: Move, now: Date): Promise<void> {
  const open = await tx.classProposal.findFirst({ where: { toolId, status: "OPEN" }, select: { id: true, before: true, after: true } });
  const step = proposalStep(open, move);
  const { before, after, cause } = move;
  if (step === "open" && after)
    await tx.classProposal.create({ data: { toolId, before, after, cause, openedAt: now }, select: { id: true } });
  if (!open) return;
  const where = { id: open.id, status: "OPEN" } as const;
  if (step === "change" && after) await tx.classProposal.updateMany({ where, data: { after, cause } });
  if (step === "withdraw") await tx.classProposal.updateMany({ where, data: { status: "WITHDRAWN", settledAt: now } });
}
