import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type Day, dayOf } from "@/lib/risk/claims/rules";
import { classFacts } from "@/lib/risk/classes/facts";
import { classOnDay, type DayResult, type Ledger, type Turn, turnsOf } from "@/lib/risk/classes/history/rules";
import type { Cause, CountedInputs } from "@/lib/risk/classes/rules";
import type { Outcomes } from "@/lib/risk/tables/rules";
import { type ClassInput, EDITION_NAME, type Edition } from "@/lib/risk/tables/schema";
import type { RiskClass } from "@/prisma/generated/enums";

export type PastClass = {
  id: number;
  class: RiskClass;
  inputs: CountedInputs;
  outcomes: Outcomes;
  cause: Cause;
  /** The edition of the tables of its day. */
  edition: string;
  fromAt: Date;
  untilAt: Date | null;
};

export type ClassHistory = {
  /** As it was held here, the newest first. */
  recorded: PastClass[];
  /** As the dates of claims, inputs and tables say, whenever they were written down here. */
  byLedger: Turn[];
};

export async function classHistory(viewer: Viewer, toolId: number, now: Date): Promise<ClassHistory> {
  must(viewer, "risk:read");
  const [recorded, ledger] = await Promise.all([recordedOf(toolId), ledgerOf(toolId)]);
  return { recorded, byLedger: turnsOf(ledger, dayOf(now)) };
}

export type ClassOnDay = { on: Day; recorded: PastClass | null; byLedger: DayResult | null };

/** What was held at the end of a day (UTC), and what the dates of the ledger say of it. */
export async function classOn(viewer: Viewer, toolId: number, day: Day): Promise<ClassOnDay> {
  must(viewer, "risk:read");
  const end = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  const [recorded, ledger] = await Promise.all([recordedOf(toolId), ledgerOf(toolId)]);
  const held = recorded.find(({ fromAt, untilAt }) => fromAt < end && (untilAt === null || untilAt >= end));
  return { on: day, recorded: held ?? null, byLedger: classOnDay(ledger, day) };
}

async function recordedOf(toolId: number): Promise<PastClass[]> {
  const rows = await db.classification.findMany({
    where: { toolId },
    select: {
      ...{ id: true, class: true, inputs: true, outcomes: true, cause: true, fromAt: true, untilAt: true },
      tableSet: { select: { version: true } },
    },
    orderBy: [{ fromAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ tableSet, inputs, outcomes, cause, ...row }) => ({
    ...{ ...row, edition: tableSet.version },
    ...{ inputs: inputs as CountedInputs, outcomes: outcomes as Outcomes, cause: cause as Cause },
  }));
}

async function ledgerOf(toolId: number): Promise<Ledger> {
  const [facts, inputs, editions] = await Promise.all([
    classFacts(db, [toolId]),
    db.riskInput.findMany({
      where: { toolId, axis: "class" },
      select: { key: true, value: true, setAt: true, supersededAt: true },
      orderBy: [{ setAt: "asc" }, { id: "asc" }],
    }),
    db.tableSet.findMany({
      where: { name: EDITION_NAME, currentFrom: { not: null } },
      select: { version: true, content: true, currentFrom: true, currentUntil: true },
      orderBy: { currentFrom: "asc" },
    }),
  ]);
  return {
    claims: facts.get(toolId)?.claims ?? [],
    inputs: inputs.map(({ key, value, setAt, supersededAt }) => ({
      ...{ input: key as ClassInput, value, from: dayOf(setAt) },
      until: supersededAt && dayOf(supersededAt),
    })),
    editions: editions.map(({ version, content, currentFrom, currentUntil }) => ({
      ...{ version, content: content as Edition },
      ...{ from: currentFrom ? dayOf(currentFrom) : "", until: currentUntil && dayOf(currentUntil) },
    })),
  };
}
