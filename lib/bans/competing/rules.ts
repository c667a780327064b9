import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import type { DutyKind } from "@/prisma/generated/enums";

/** An exception that holds now. `toolIds` empty: for every tool of the ban. */
export type Relief = { until: Date; dueAfter: Date; toolIds: readonly number[] };

/** What one ban asks of one person (or device) by one date. Only of bans in force or announced. */
export type Demand = {
  obligationId: number;
  banId: number;
  code: string;
  kind: DutyKind;
  toolIds: readonly number[];
  /** Their own date: of the nearest team, by their own clock where the duty says so. */
  deadlineAt: Date;
  zone: string;
  /** Exceptions to this duty, and to no other. */
  reliefs: readonly Relief[];
  replacementToolId: number | null;
  /** The first day on which the replacement can be had; null: now. */
  replacementAvailableOn: string | null;
};

/** A date as it counts for one tool. `exceptedUntil`: until then an exception holds, and the date is the one that follows it. */
export type DateAsked = { demand: Demand; at: Date; exceptedUntil: Date | null };

export type ResolvedDate = {
  kind: DutyKind;
  toolIds: number[];
  /** The date that counts. */
  wins: DateAsked;
  /** What other bans ask for the same, later or on the same moment; nearest first. */
  loses: DateAsked[];
};

/**
 * Of several bans that ask one person the same thing for the same tool the earliest date counts. An exception moves the date of its own ban's duty and
 * no other: whoever is exempt from one ban still owes what another one asks. Of equal dates the older ban speaks.
 */
export function resolveDeadlines(demands: readonly Demand[]): ResolvedDate[] {
  const kinds = [...new Set(demands.map(({ kind }) => kind))];
  const perTool = kinds.flatMap((kind) => {
    const ofKind = demands.filter((demand) => demand.kind === kind);
    return [...new Set(ofKind.flatMap(({ toolIds }) => toolIds))].map((toolId) => dateOf(kind, toolId, ofKind));
  });
  return alike(perTool).toSorted((a, b) => inOrder(a.wins, b.wins));
}

function dateOf(kind: DutyKind, toolId: number, demands: readonly Demand[]): ResolvedDate {
  const asked = demands.filter(({ toolIds }) => toolIds.includes(toolId)).map((demand) => askedFor(demand, toolId));
  const [wins, ...loses] = asked.toSorted(inOrder);
  // Every tool comes from a demand that names it.
  return { kind, toolIds: [toolId], wins: wins as DateAsked, loses };
}

function askedFor(demand: Demand, toolId: number): DateAsked {
  const reliefs = demand.reliefs.filter(({ toolIds }) => toolIds.length === 0 || toolIds.includes(toolId));
  return reliefs.reduce<DateAsked>(
    ({ at, exceptedUntil }, { until, dueAfter }) => ({
      demand,
      at: later(dueAfter, at),
      exceptedUntil: later(until, exceptedUntil),
    }),
    { demand, at: demand.deadlineAt, exceptedUntil: null },
  );
}

function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

function inOrder(a: DateAsked, b: DateAsked): number {
  return a.at.getTime() - b.at.getTime() || a.demand.banId - b.demand.banId || a.demand.obligationId - b.demand.obligationId;
}

/** Tools of which the same is to be said stand together. */
function alike(dates: readonly ResolvedDate[]): ResolvedDate[] {
  const said = ({ demand, at, exceptedUntil }: DateAsked) => [demand.obligationId, at.getTime(), exceptedUntil?.getTime()].join(" ");
  const groups = Map.groupBy(dates, ({ wins, loses }) => [wins, ...loses].map(said).join("; "));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, toolIds: group.flatMap(({ toolIds }) => toolIds) }] : [];
  });
}

export type Contradiction =
  /** One ban sends people to a tool that another one forbids. */
  | { kind: "REPLACEMENT_BANNED"; demand: Demand; other: Demand; toolId: number }
  /** What to use instead cannot be had by the date that counts. */
  | { kind: "REPLACEMENT_LATE"; demand: Demand; availableOn: string }
  /** An exception to one ban outlasts the date by which another one asks the same. */
  | { kind: "EXCEPTION_OVERTAKEN"; demand: Demand; other: Demand; until: Date };

const FORBIDDING: readonly DutyKind[] = ["STOP_USE", "UNINSTALL"];

/** What cannot all be followed at once, each said once per pair of bans. */
export function contradictionsIn(demands: readonly Demand[]): Contradiction[] {
  const found = [...demands.flatMap((demand) => ofReplacement(demand, demands)), ...resolveDeadlines(demands).flatMap(ofException)];
  const named = (one: Contradiction) => [one.kind, one.demand.banId, "other" in one ? one.other.banId : ""].join(" ");
  return [...Map.groupBy(found, named).values()].flatMap(([first]) => (first ? [first] : []));
}

function ofReplacement(demand: Demand, demands: readonly Demand[]): Contradiction[] {
  const { replacementToolId, replacementAvailableOn, zone, deadlineAt } = demand;
  if (!FORBIDDING.includes(demand.kind)) return [];
  const forbids = ({ banId, kind, toolIds }: Demand, toolId: number) =>
    banId !== demand.banId && FORBIDDING.includes(kind) && toolIds.includes(toolId);
  const others = replacementToolId === null ? [] : demands.filter((other) => forbids(other, replacementToolId));
  const banned = others.map((other) => ({ kind: "REPLACEMENT_BANNED", demand, other, toolId: replacementToolId ?? 0 }) as const);
  const isLate = replacementAvailableOn !== null && resolveDeadline(`${replacementAvailableOn}T00:00`, zone).at > deadlineAt;
  return isLate ? [...banned, { kind: "REPLACEMENT_LATE", demand, availableOn: replacementAvailableOn }] : banned;
}

function ofException({ wins, loses }: ResolvedDate): Contradiction[] {
  return loses.flatMap(({ demand, exceptedUntil }) =>
    exceptedUntil !== null && wins.exceptedUntil === null && exceptedUntil > wins.at
      ? [{ kind: "EXCEPTION_OVERTAKEN", demand, other: wins.demand, until: exceptedUntil } as const]
      : [],
  );
}
