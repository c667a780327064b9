import type { CoverageRule, DutyProof, IdentifierKind, ObligationState, UnknownReason } from "@/prisma/generated/enums";

/** One stay of in-scope software on a device, as one enabled source saw it. */
export type Episode = {
  kind: IdentifierKind;
  /** The banned tools it may belong to. */
  toolIds: readonly number[];
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

/** An exception to one duty: from the first moment to just before the last it holds. Once it is over, `dueAfter` is the date, if later than the duty's own. */
export type Relief = {
  startsAt: Date;
  endsAt: Date;
  dueAfter: Date;
  /** It expired, or was revoked after it had begun. */
  isOver: boolean;
  /** Tools that it spares; null: all that are banned. */
  toolIds: readonly number[] | null;
};

/** What one person owes for one duty, or a device that nobody owns (then it is the only one of `devices`). Reliefs are those of this duty. */
export type ObligationFacts = {
  reliefs: readonly Relief[];
  devices: readonly (DeviceFacts & { reliefs: readonly Relief[] })[];
  /** The date of the duty for this subject: `deadlineFor`. */
  deadline: Date;
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

/** With the date by which it was to be done. */
export type DatedDecision = Decision & { deadlineAt: Date };

/** In the order of severity: a person is the worst of their devices. */
const SEVERITY = ["INSTALLED", "UNKNOWN", "STATED", "PROVED", "NOT_AFFECTED"] as const satisfies readonly ObligationState[];
const REASONS = ["NEVER_COVERED", "STALE", "KIND_UNSEEN"] as const satisfies readonly UnknownReason[];

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
    return { at, isCleared, own };
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

const isHeld = ({ isOver, startsAt, endsAt }: Relief, now: Date) => !isOver && startsAt <= now && now < endsAt;
const hasBegun = ({ isOver, startsAt }: Relief, now: Date) => isOver || startsAt <= now;

/** Software that may belong to several banned tools is spared when every one of them is. */
function isSpared({ toolIds }: Episode, partial: readonly Relief[], now: Date): boolean {
  return toolIds.every((id) => partial.some((relief) => relief.toolIds?.includes(id) && isHeld(relief, now)));
}

/** The date that exceptions for some tools gave to all of these sightings: the earliest; null where one of them has none. */
function dateGiven(episodes: readonly Episode[], partial: readonly Relief[], now: Date): Date | null {
  const dates = episodes.flatMap(({ toolIds }) =>
    toolIds.map((id) => latest(partial.filter((one) => one.toolIds?.includes(id) && hasBegun(one, now)).map(({ dueAfter }) => dueAfter))),
  );
  return dates.includes(null) ? null : earliest(dates);
}

/**
 * The state of one device. Evidence stands above a statement: a device that was looked at and is clear is proved, whatever its owner said.
 * Only what is newer than the statement, or was never answered by one, says installed. `partial` are exceptions for some tools: what they spare
 * is not looked at, and what they spared until now has their date (`due`).
 */
export function decideDevice(facts: DeviceFacts, now: Date, partial: readonly Relief[] = []): Decision & { due: Date | null } {
  const reports = facts.reports.filter(({ held }) => !held);
  const episodes = facts.episodes.filter((episode) => !isSpared(episode, partial, now));
  const sighted = sightings(episodes, reports);
  const open = sighted.filter(({ isCleared }) => !isCleared);
  const lastAt = latest(sighted.map(({ at }) => at));
  const foundAt = latest(open.map(({ at }) => at));
  const seen = coverage({ ...facts, reports });
  const isCovered = seen.until !== null && seen.until > now;
  const { attestedAt } = facts;
  const base = {
    reason: null,
    contradicted: foundAt !== null && attestedAt !== null && foundAt > attestedAt,
    reappeared: hasReappeared(episodes),
    nextChangeAt: null,
    due: null,
  };
  if (foundAt && (!attestedAt || foundAt >= attestedAt)) {
    const due = dateGiven(
      open.flatMap(({ own }) => own),
      partial,
      now,
    );
    return { ...base, state: "INSTALLED", evidenceAt: foundAt, due };
  }
  if (!foundAt && isCovered)
    return { ...base, state: lastAt ? "PROVED" : "NOT_AFFECTED", evidenceAt: seen.reportedAt, nextChangeAt: seen.until };
  if (attestedAt && (!lastAt || attestedAt > lastAt)) return { ...base, state: "STATED", evidenceAt: attestedAt };
  // Found, answered by a statement, then found in another way and cleared: only the first kind is still open.
  return { ...base, state: "UNKNOWN", reason: foundAt ? "KIND_UNSEEN" : seen.gap, evidenceAt: latest([seen.reportedAt, lastAt]) };
}

const isWhole = ({ toolIds }: Relief) => toolIds === null;

/** The date that exceptions of everything gave. */
function dateOf(reliefs: readonly Relief[], now: Date): Date | null {
  return latest(reliefs.filter((relief) => isWhole(relief) && hasBegun(relief, now)).map(({ dueAfter }) => dueAfter));
}

/** The next moment at which an exception begins or ends. */
function nextEdge(reliefs: readonly Relief[], now: Date): Date | null {
  return earliest(
    reliefs.filter(({ isOver, endsAt }) => !isOver && endsAt > now).map(({ startsAt, endsAt }) => (startsAt > now ? startsAt : endsAt)),
  );
}

const isExempt = (reliefs: readonly Relief[], now: Date) => reliefs.some((relief) => isWhole(relief) && isHeld(relief, now));

/** What a person, or a device that nobody owns, is held to: the worst of the devices that no exception covers. */
export function decideObligation(facts: ObligationFacts, now: Date): DatedDecision {
  const all = facts.devices.map(({ reliefs, ...device }) => {
    const partial = [...facts.reliefs, ...reliefs].filter((relief) => !isWhole(relief));
    const { due, ...decision } = decideDevice(device, now, partial);
    return { ...decision, isExempt: isExempt(reliefs, now), due: latest([due, dateOf(reliefs, now)]) };
  });
  const devices = all.filter((device) => !device.isExempt);
  const worst = SEVERITY.find((severity) => devices.some(({ state }) => state === severity));
  const deciding = worst ? devices.filter(({ state }) => state === worst) : all;
  // Another date holds only when every device that decides has one.
  const given = deciding.every(({ due }) => due !== null) ? earliest(deciding.map(({ due }) => due)) : null;
  const edge = nextEdge([...facts.reliefs, ...facts.devices.flatMap(({ reliefs }) => reliefs)], now);
  const deadlineAt = latest([facts.deadline, dateOf(facts.reliefs, now), given]) ?? facts.deadline;
  const none = { reason: null, contradicted: false, reappeared: false, evidenceAt: null, nextChangeAt: edge, deadlineAt };
  if (isExempt(facts.reliefs, now)) return { ...none, state: "EXCEPTED" };
  if (facts.devices.length === 0) return { ...none, state: "UNKNOWN", reason: "NO_DEVICE" };
  if (!worst) return { ...none, state: "EXCEPTED" };
  return {
    state: worst,
    reason: REASONS.find((reason) => deciding.some((device) => device.reason === reason)) ?? null,
    contradicted: devices.some(({ contradicted }) => contradicted),
    reappeared: devices.some(({ reappeared }) => reappeared),
    evidenceAt: latest(deciding.map(({ evidenceAt }) => evidenceAt)),
    // Nothing is worse than installed: evidence of other devices may go stale without a difference.
    nextChangeAt: earliest([edge, ...(worst === "INSTALLED" ? [] : devices.map(({ nextChangeAt }) => nextChangeAt))]),
    deadlineAt,
  };
}

/** What somebody said about a duty. Rejected: whoever looked at the record was not convinced; void: a later version covers more. */
export type Statement = { attestedAt: Date; verifiedAt: Date | null; rejectedAt: Date | null; voidedAt: Date | null };

export type StatementFacts = {
  proof: Exclude<DutyProof, "INVENTORY">;
  statements: readonly Statement[];
  reliefs: readonly Relief[];
  deadline: Date;
};

/** What one person owes for a duty that no inventory shows. Exceptions for some of the tools leave it as it is. */
export function decideStatement({ proof, statements, reliefs, deadline }: StatementFacts, now: Date): DatedDecision {
  const whole = reliefs.filter(isWhole);
  const deadlineAt = latest([deadline, dateOf(whole, now)]) ?? deadline;
  const base = { reason: null, contradicted: false, reappeared: false, evidenceAt: null, nextChangeAt: nextEdge(whole, now), deadlineAt };
  if (isExempt(whole, now)) return { ...base, state: "EXCEPTED" };
  const standing = statements.filter(({ rejectedAt, voidedAt }) => !rejectedAt && !voidedAt);
  const verifiedAt = latest(standing.map((one) => one.verifiedAt));
  if (proof === "RECORD" && verifiedAt) return { ...base, state: "PROVED", evidenceAt: verifiedAt };
  const attestedAt = latest(standing.map((one) => one.attestedAt));
  if (attestedAt) return { ...base, state: "STATED", evidenceAt: attestedAt };
  return { ...base, state: "UNKNOWN", reason: "NOT_STATED" };
}
