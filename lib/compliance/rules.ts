import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, CoverageRule, IdentifierKind, ObligationState, UnknownReason } from "@/prisma/generated/enums";

/** One stay of in-scope software on a device, as one enabled source saw it. */
export type Episode = {
  kind: IdentifierKind;
  sourceId: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** Null: in every complete report of the source since. */
  goneAt: Date | null;
};

/** The newest complete report of an enabled source about a device, per set of kinds it covered. */
export type CompleteReport = {
  sourceId: number;
  periodMinutes: number;
  kinds: readonly IdentifierKind[];
  /** Kinds whose absence it proves also for what other sources sighted. */
  provenForOthers: readonly IdentifierKind[];
  collectedAt: Date;
  /** Dated from the future: it proves nothing. */
  held: boolean;
};

export type DeviceFacts = {
  /** Kinds that have to be seen before the device counts as looked at. */
  required: readonly IdentifierKind[];
  coverageRule: CoverageRule;
  episodes: readonly Episode[];
  reports: readonly CompleteReport[];
  /** The owner's newest statement that it is gone from here. */
  attestedAt: Date | null;
};

/** When an exception holds: from the first moment to just before the last. */
export type Period = { startsAt: Date; endsAt: Date };

/** What one person owes for one duty, or a device that nobody owns (then it is the only one of `devices`). Exceptions are the active ones of this duty. */
export type ObligationFacts = {
  exceptions: readonly Period[];
  devices: readonly (DeviceFacts & { exceptions: readonly Period[] })[];
};

export type Decision = {
  state: ObligationState;
  reason: UnknownReason | null;
  contradicted: boolean;
  reappeared: boolean;
  /** The newest evidence the state rests on. */
  evidenceAt: Date | null;
  /** The earliest moment at which time alone can change any of this. */
  nextChangeAt: Date | null;
};

/** In the order of severity: a person is the worst of their devices. */
const SEVERITY = ["INSTALLED", "UNKNOWN", "STATED", "PROVED", "NOT_AFFECTED"] as const satisfies readonly ObligationState[];
const REASONS = ["NO_DEVICE", "NEVER_COVERED", "STALE", "KIND_UNSEEN"] as const satisfies readonly UnknownReason[];

type Moment = Date | null | undefined;

function latest(moments: readonly Moment[]): Date | null {
  return moments.reduce<Date | null>((newest, moment) => (moment && (!newest || moment > newest) ? moment : newest), null);
}

function earliest(moments: readonly Moment[]): Date | null {
  return moments.reduce<Date | null>((first, moment) => (moment && (!first || moment < first) ? moment : first), null);
}

/** A present item was in every complete report of its source since. */
function seenAt(episode: Episode, reports: readonly CompleteReport[]): Date {
  if (episode.goneAt) return episode.lastSeenAt;
  const since = reports.filter(({ sourceId, kinds }) => sourceId === episode.sourceId && kinds.includes(episode.kind));
  return latest([episode.lastSeenAt, ...since.map(({ collectedAt }) => collectedAt)]) ?? episode.lastSeenAt;
}

/** Absence needs evidence: per kind, the last sighting and whether a later complete report that can see the kind lacks it. */
function sightings(episodes: readonly Episode[], reports: readonly CompleteReport[]) {
  return [...new Set(episodes.map(({ kind }) => kind))].map((kind) => {
    const own = episodes.filter((episode) => episode.kind === kind);
    const at = latest(own.map((episode) => seenAt(episode, reports))) as Date;
    const isCleared = reports.some(
      ({ sourceId, kinds, provenForOthers, collectedAt }) =>
        collectedAt > at &&
        kinds.includes(kind) &&
        (provenForOthers.includes(kind) || own.some((episode) => episode.sourceId === sourceId)),
    );
    return { at, isCleared };
  });
}

/** A source had closed everything of a kind, and then saw something of it again. */
function hasReappeared(episodes: readonly Episode[]): boolean {
  return episodes.some((again) => {
    const before = episodes.filter(
      (episode) =>
        episode.kind === again.kind && episode.sourceId === again.sourceId && episode !== again && episode.firstSeenAt < again.firstSeenAt,
    );
    return before.length > 0 && before.every(({ goneAt }) => goneAt !== null && goneAt < again.firstSeenAt);
  });
}

/** Until when complete reports together see enough, and what is missing without it. */
function coverage({ required, coverageRule, reports }: Pick<DeviceFacts, "required" | "coverageRule" | "reports">) {
  const perKind = required.map((kind) => {
    const seeing = reports.filter(({ kinds }) => kinds.includes(kind));
    const until = latest(seeing.map(({ collectedAt, periodMinutes }) => new Date(collectedAt.getTime() + 2 * periodMinutes * 60_000)));
    return { until, reportedAt: latest(seeing.map(({ collectedAt }) => collectedAt)) };
  });
  const known = perKind.filter(({ until }) => until !== null);
  const isWhole = coverageRule === "ANY_KIND" ? known.length > 0 : required.length > 0 && known.length === required.length;
  const moments = perKind.map(({ until }) => until);
  const gap: UnknownReason = known.length === 0 ? "NEVER_COVERED" : isWhole ? "STALE" : "KIND_UNSEEN";
  return {
    until: isWhole ? (coverageRule === "ANY_KIND" ? latest(moments) : earliest(moments)) : null,
    reportedAt: latest(perKind.map(({ reportedAt }) => reportedAt)),
    gap,
  };
}

/**
 * The state of one device. Evidence stands above a statement: a device that was looked at and is clear is proved, whatever its owner said.
 * Only what is newer than the statement, or was never answered by one, says installed.
 */
export function decideDevice(facts: DeviceFacts, now: Date): Decision {
  const reports = facts.reports.filter(({ held }) => !held);
  const sighted = sightings(facts.episodes, reports);
  const lastAt = latest(sighted.map(({ at }) => at));
  const foundAt = latest(sighted.filter(({ isCleared }) => !isCleared).map(({ at }) => at));
  const seen = coverage({ ...facts, reports });
  const isCovered = seen.until !== null && seen.until > now;
  const { attestedAt } = facts;
  const base = {
    reason: null,
    contradicted: foundAt !== null && attestedAt !== null && foundAt > attestedAt,
    reappeared: hasReappeared(facts.episodes),
    nextChangeAt: null,
  };
  if (foundAt && (!attestedAt || foundAt >= attestedAt)) return { ...base, state: "INSTALLED", evidenceAt: foundAt };
  if (!foundAt && isCovered)
    return { ...base, state: lastAt ? "PROVED" : "NOT_AFFECTED", evidenceAt: seen.reportedAt, nextChangeAt: seen.until };
  if (attestedAt && (!lastAt || attestedAt > lastAt)) return { ...base, state: "STATED", evidenceAt: attestedAt };
  // Found, answered by a statement, then found in another way and cleared: only the first kind is still open.
  return { ...base, state: "UNKNOWN", reason: foundAt ? "KIND_UNSEEN" : seen.gap, evidenceAt: latest([seen.reportedAt, lastAt]) };
}

const holds = ({ startsAt, endsAt }: Period, now: Date) => startsAt <= now && now < endsAt;

/** The next moment at which an exception begins or ends. */
function nextEdge(periods: readonly Period[], now: Date): Date | null {
  return earliest(periods.filter(({ endsAt }) => endsAt > now).map(({ startsAt, endsAt }) => (startsAt > now ? startsAt : endsAt)));
}

/** What a person, or a device that nobody owns, is held to: the worst of the devices that no exception covers. */
export function decideObligation(facts: ObligationFacts, now: Date): Decision {
  const edge = nextEdge([...facts.exceptions, ...facts.devices.flatMap(({ exceptions }) => exceptions)], now);
  const none = { reason: null, contradicted: false, reappeared: false, evidenceAt: null, nextChangeAt: edge };
  if (facts.exceptions.some((period) => holds(period, now))) return { ...none, state: "EXCEPTED" };
  if (facts.devices.length === 0) return { ...none, state: "UNKNOWN", reason: "NO_DEVICE" };
  const devices = facts.devices
    .filter(({ exceptions }) => !exceptions.some((period) => holds(period, now)))
    .map((device) => decideDevice(device, now));
  const state = SEVERITY.find((severity) => devices.some((device) => device.state === severity));
  if (!state) return { ...none, state: "EXCEPTED" };
  const worst = devices.filter((device) => device.state === state);
  return {
    state,
    reason: REASONS.find((reason) => worst.some((device) => device.reason === reason)) ?? null,
    contradicted: devices.some(({ contradicted }) => contradicted),
    reappeared: devices.some(({ reappeared }) => reappeared),
    evidenceAt: latest(worst.map(({ evidenceAt }) => evidenceAt)),
    // Nothing is worse than installed: evidence of other devices may go stale without a difference.
    nextChangeAt: earliest([edge, ...(state === "INSTALLED" ? [] : devices.map(({ nextChangeAt }) => nextChangeAt))]),
  };
}

/** Past its deadline with the tool still there. */
export function isOverdue(state: ObligationState, deadline: Date, now: Date): boolean {
  return state === "INSTALLED" && now >= deadline;
}

/** Past its deadline without proof either way. */
export function isUnproved(state: ObligationState, deadline: Date, now: Date): boolean {
  return (state === "STATED" || state === "UNKNOWN") && now >= deadline;
}

/** Still there, with three days or less to go. */
export function isDueSoon(state: ObligationState, deadline: Date, now: Date): boolean {
  const left = deadline.getTime() - now.getTime();
  return state === "INSTALLED" && left > 0 && left <= 72 * 3_600_000;
}

/** What is asked of a person, in the order of a manager's list. */
export const DUTY_GROUPS = ["overdue", "still-found", "due", "checking", "not-seen", "cleared", "exempt"] as const;
export type DutyGroup = (typeof DUTY_GROUPS)[number];

export function dutyGroup({ state, contradicted }: Pick<Decision, "state" | "contradicted">, deadline: Date, now: Date): DutyGroup {
  switch (state) {
    case "INSTALLED":
      if (contradicted) return "still-found";
      return isOverdue(state, deadline, now) ? "overdue" : "due";
    case "STATED":
      return "checking";
    case "UNKNOWN":
      return "not-seen";
    case "EXCEPTED":
      return "exempt";
    case "PROVED":
    case "NOT_AFFECTED":
      return "cleared";
  }
}

/** A ban that no longer binds asks nothing; what was said before stays. */
export function whyNotAttest({ status }: { status: BanStatus }): Reason | null {
  if (status === "SUSPENDED") return reason("endings.whyNot.attestSuspended");
  return status === "PUBLISHED" ? null : reason("compliance.whyNot.over");
}

/** Counts of a roll-up. `contradicted` and `reappeared` are flags on top of the six states. */
export type Counts = {
  installed: number;
  unknown: number;
  stated: number;
  proved: number;
  notAffected: number;
  excepted: number;
  contradicted: number;
  reappeared: number;
};

export const NO_COUNTS: Counts = {
  installed: 0,
  unknown: 0,
  stated: 0,
  proved: 0,
  notAffected: 0,
  excepted: 0,
  contradicted: 0,
  reappeared: 0,
};

/** The numbers of a ban's first line. `of` is the denominator: everybody something is known of; those not seen stand apart, never hidden. */
export function headline(counts: Counts) {
  const { installed, unknown, stated, proved, notAffected, excepted, contradicted, reappeared } = counts;
  const cleared = proved + notAffected;
  return {
    left: installed,
    cleared,
    proved,
    notAffected,
    checking: stated,
    /** Part of `left`: found again after its owner said it was gone. */
    stillFound: contradicted,
    reappeared,
    exempt: excepted,
    notSeen: unknown,
    of: installed + cleared + stated + excepted,
    total: installed + cleared + stated + excepted + unknown,
  };
}

export type Headline = ReturnType<typeof headline>;
