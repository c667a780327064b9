import { cutoffOf, resolveDeadline, spanOf } from "@/lib/bans/deadlines/rules";
import { type DutyContent, STAGE_KINDS, type StageContent, type StageKind } from "@/lib/bans/duties/schema";
import type { DutyKind } from "@/prisma/generated/enums";

type Dated = Pick<DutyContent, "kind" | "deadlineLocal" | "deadlineZone" | "mode" | "teams">;

/** Announced, no new installs, the cutoff, blocked: each no earlier than the one before. Answers with the first stage that is, or null. */
export function stageOutOfOrder(stages: readonly StageContent[], duties: readonly Dated[]): StageKind | null {
  const cutoff = cutoffOf(duties)?.at ?? null;
  const atOf = (kind: StageKind) => {
    const stage = stages.find((one) => one.kind === kind);
    return stage ? resolveDeadline(stage.local, stage.zone).at : null;
  };
  const [announce, noNewInstalls, block] = STAGE_KINDS.map(atOf);
  const isAfter = (a: Date | null | undefined, b: Date | null | undefined) => Boolean(a && b && a > b);
  if (isAfter(announce, noNewInstalls) || isAfter(announce, cutoff)) return "ANNOUNCE";
  if (isAfter(noNewInstalls, cutoff)) return "NO_NEW_INSTALLS";
  return isAfter(cutoff, block) || isAfter(noNewInstalls, block) || isAfter(announce, block) ? "BLOCK" : null;
}

export type Milestone = {
  kind: "PUBLISHED" | StageKind | "CUTOFF" | "DUTY" | "TEAM" | "REVIEW" | "ENDED";
  at: Date;
  /** Where each person's own clock counts, the moment at which the last clock of the world has shown it. */
  until: Date | null;
  zone: string;
  duties: DutyKind[];
  /** Teams whose own date it is. */
  teamIds: number[];
  place: "past" | "next" | "ahead";
};

export type TimelineFacts = {
  stages: readonly StageContent[];
  duties: readonly Dated[];
  publishedAt: Date | null;
  endedAt: Date | null;
  /** A day of the calendar. */
  reviewOn: string | null;
  zone: string;
};

type Event = Omit<Milestone, "place">;

/** What happens when, first to last. Duties of one moment stand together, and the earliest of them is the cutoff. */
export function timelineOf({ stages, duties, publishedAt, endedAt, reviewOn, zone }: TimelineFacts, now: Date): Milestone[] {
  const plain = { until: null, duties: [], teamIds: [] };
  const events: Event[] = [
    ...(publishedAt ? [{ ...plain, kind: "PUBLISHED" as const, at: publishedAt, zone }] : []),
    ...stages.map(({ kind, local, zone: own }) => ({ ...plain, kind, at: resolveDeadline(local, own).at, zone: own })),
    ...together(duties.map((duty) => eventOf("DUTY", duty, duty))),
    ...together(duties.flatMap((duty) => duty.teams.map((team) => ({ ...eventOf("TEAM", duty, team), teamIds: [team.teamId] })))),
    ...(reviewOn ? [{ ...plain, kind: "REVIEW" as const, at: resolveDeadline(`${reviewOn}T00:00`, zone).at, zone }] : []),
  ];
  const cutoff = cutoffOf(duties)?.at.getTime();
  const ahead = events.map((event) =>
    event.kind === "DUTY" && event.at.getTime() === cutoff ? { ...event, kind: "CUTOFF" as const } : event,
  );
  // What lies after the end of a ban does not happen any more.
  const happens = endedAt ? [...ahead.filter(({ at }) => at <= endedAt), { ...plain, kind: "ENDED" as const, at: endedAt, zone }] : ahead;
  const inOrder = happens.toSorted((a, b) => a.at.getTime() - b.at.getTime() || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const next = inOrder.findIndex(({ at }) => at > now);
  return inOrder.map((event, index) => ({ ...event, place: event.at <= now ? "past" : index === next ? "next" : "ahead" }));
}

const ORDER: readonly Milestone["kind"][] = [
  "PUBLISHED",
  "ANNOUNCE",
  "NO_NEW_INSTALLS",
  "CUTOFF",
  "DUTY",
  "TEAM",
  "BLOCK",
  "ENDED",
  "REVIEW",
];

function eventOf(
  kind: "DUTY" | "TEAM",
  duty: Dated,
  { deadlineLocal, deadlineZone }: Pick<Dated, "deadlineLocal" | "deadlineZone">,
): Event {
  const isLocal = duty.mode === "LOCAL";
  const at = resolveDeadline(deadlineLocal, deadlineZone).at;
  return { kind, at, until: isLocal ? spanOf(deadlineLocal).to : null, zone: deadlineZone, duties: [duty.kind], teamIds: [] };
}

function together(events: readonly Event[]): Event[] {
  const moments = Map.groupBy(events, ({ at, until, teamIds }) => [at.getTime(), until?.getTime(), ...teamIds].join(" "));
  return [...moments.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, duties: group.flatMap(({ duties }) => duties) }] : [];
  });
}
