import type { DataClass } from "@/lib/registry/schema";
import type { DecisionStatus, WorkerType } from "@/prisma/generated/enums";

/** The answer to "may I use it?", from best to worst news within each half: approved to refused by decision, scheduled and banned by a ban. */
export const VERDICTS = ["approved", "limits", "review", "unassessed", "refused", "scheduled", "banned"] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** What a decision alone means. A tool that was found or set aside, and never judged, is as good as unknown. */
export const VERDICT_OF_DECISION: Record<DecisionStatus, VerdictKind> = {
  DISCOVERED: "unassessed",
  DISMISSED: "unassessed",
  UNDER_REVIEW: "review",
  APPROVED: "approved",
  APPROVED_WITH_CONDITIONS: "limits",
  NOT_APPROVED: "refused",
  RETIRED: "refused",
};

export type DecisionFact = {
  id: number;
  status: DecisionStatus;
  teamId: number | null;
  /** The name of the team whose subtree it is for, and its ltree path; null: wherever people are. */
  team: string | null;
  teamPath: string | null;
  /** Empty: all. */
  workerTypes: readonly WorkerType[];
  /** ISO 3166-1 alpha-2; empty: all. */
  countries: readonly string[];
  conditions: string | null;
  /** What may be put into the tool (`DATA_CLASSES`); empty: not said. */
  dataClasses: readonly DataClass[];
  reason: string;
  /** What the reason rests on. */
  basis: string | null;
  reviewOn: Date | null;
  decidedAt: Date;
  /** Name of whoever decided; null: not known. */
  decidedBy: string | null;
};

/** What a verdict needs to know of one ban that covers the tool. */
export type BanFact = {
  banId: number;
  /** For example BAN-7. */
  code: string;
  title: string;
  /** Only a published one decides. */
  status: "PUBLISHED" | "SUSPENDED" | "LIFTED" | "SUPERSEDED";
  /** The first moment at which use is forbidden. */
  cutoffAt: Date;
  /** IANA zone in which the cutoff was set and is shown. */
  zone: string;
  /** One sentence that follows "Why:", in the reader's language where it exists. */
  reason: string;
  summary: string;
  replacement: { slug: string; name: string } | null;
  /** Without a replacement: who looks for one, and the day on which they next say something. */
  search: { owner: string; nextUpdateOn: string } | null;
  exceptions: { allowed: boolean; contact: string };
  /** Where to ask about the ban. */
  contact: string;
  /** The population has no exclusions and is everyone. */
  coversEveryone: boolean;
  /** The population contains the person asked about; without a person, anybody. */
  applies: boolean;
  /** Active exceptions of the person, or of a team above them, to the duty that forbids use, also those that ended or have not begun. */
  exemptions: readonly { from: Date; until: Date }[];
  publishedAt: Date;
  endedAt: Date | null;
  /** Since when it rests, while it does. */
  suspendedAt: Date | null;
};

/**
 * Everything a verdict rests on. Decisions are the registry's own; the bans come from `banFactsFor(viewer, toolIds, person)` of the bans,
 * which answers `Map<toolId, BanFact[]>`: whoever draws the page puts the two together.
 */
export type VerdictFacts = { toolId: number; decisions: readonly DecisionFact[]; bans: readonly BanFact[] };

/** Who the verdict is for. */
export type VerdictPerson = {
  id: number;
  teamPath: string;
  /** Who employs them. */
  legalEntity: string;
  workerType: WorkerType;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The deepest team above them, or their own, in which no approval from above counts. */
  sensitive: SensitivePlace | null;
};

export type SensitivePlace = { name: string; path: string; reason: string };

export type Verdict = {
  kind: VerdictKind;
  /** The ban that decides: of several the one with the earliest cutoff. */
  ban: BanFact | null;
  /** Bans that also apply, later. */
  laterBans: readonly BanFact[];
  /** The decision that counts, also when a ban overrules it. */
  decision: DecisionFact | null;
  /** The ban that would decide, did the person not hold an exception; of several the one whose exception ends first. */
  exemption: Exemption | null;
  /** Approved elsewhere, which does not count in this team. */
  sensitive: { team: SensitivePlace; approval: DecisionFact } | null;
};

export type Exemption = { ban: BanFact; until: Date };

/** `person` null asks for the company as a whole: decisions for everyone, and every ban, whomever it covers. */
export function decideVerdict({ decisions, bans }: Omit<VerdictFacts, "toolId">, person: VerdictPerson | null, now: Date): Verdict {
  const nearest = nearestDecision(decisions, person);
  const team = person?.sensitive;
  const sensitive = team && nearest && isWithheld(nearest, team) ? { team, approval: nearest } : null;
  const decision = sensitive ? null : nearest;
  const { ban, laterBans, exemption } = bindingBans(bans, now);
  const own = { ban, laterBans, decision, exemption, sensitive };
  if (ban) return { ...own, kind: ban.cutoffAt <= now ? "banned" : "scheduled" };
  if (exemption) return { ...own, kind: "limits" };
  return { ...own, kind: decision ? VERDICT_OF_DECISION[decision.status] : "unassessed" };
}

/** True while the person may use the tool, be it with limits or for a time. */
export function mayUse(kind: VerdictKind): boolean {
  return kind === "approved" || kind === "limits" || kind === "scheduled";
}

/** The verdict as the API says it: a yes or no with the instant it changes, and what it rests on. */
export function verdictAnswer({ kind, ban, decision, exemption, sensitive }: Verdict, now: Date) {
  return {
    verdict: kind,
    mayUse: mayUse(kind),
    asOf: now,
    /** The first moment at which use is forbidden, and the zone in which it is said. */
    bannedFrom: ban?.cutoffAt ?? null,
    zone: ban?.zone ?? null,
    ban: ban && {
      code: ban.code,
      title: ban.title,
      summary: ban.summary,
      reason: ban.reason,
      exceptions: ban.exceptions,
      contact: ban.contact,
    },
    /** A ban from which the person is exempt, and the first moment at which that ends. */
    exemption: exemption && { ban: exemption.ban.code, until: exemption.until },
    /** The team in which the approval that would count elsewhere does not. */
    sensitive: sensitive && { team: sensitive.team.name, reason: sensitive.team.reason },
    replacement: (ban ?? exemption?.ban)?.replacement ?? null,
    conditions: kind === "limits" ? (decision?.conditions ?? null) : null,
    /** What may be put into the tool; empty: not said. */
    dataClasses: kind === "approved" || kind === "limits" ? (decision?.dataClasses ?? []) : [],
    /** Whom the decision that counts is for; empty means all. */
    audience: decision && { team: decision.team, workerTypes: decision.workerTypes, countries: decision.countries },
    reviewOn: decision?.reviewOn?.toISOString().slice(0, 10) ?? null,
  };
}

/** The bans that apply, without those from which the person is exempt: the earliest decides. With none left, the exemption does. */
export function bindingBans(
  bans: readonly BanFact[],
  now: Date,
): { ban: BanFact | null; laterBans: readonly BanFact[]; exemption: Exemption | null } {
  const applying = bans
    .filter(({ status, applies }) => status === "PUBLISHED" && applies)
    .sort((a, b) => a.cutoffAt.getTime() - b.cutoffAt.getTime() || a.banId - b.banId)
    .map((ban) => ({ ban, until: exemptUntil(ban, now) }));
  const [ban = null, ...laterBans] = applying.filter(({ until }) => until === null).map((one) => one.ban);
  const [exemption = null] = applying
    .flatMap((one) => (one.until ? [{ ban: one.ban, until: one.until }] : []))
    .sort((a, b) => a.until.getTime() - b.until.getTime() || a.ban.banId - b.ban.banId);
  return { ban, laterBans, exemption: ban ? null : exemption };
}

/** The first moment at which an exception no longer holds. An exception that ends before the ban begins changes nothing. */
export function exemptUntil({ exemptions, cutoffAt }: Pick<BanFact, "exemptions" | "cutoffAt">, now: Date): Date | null {
  const [last = null] = exemptions
    .filter(({ from, until }) => from <= now && until > now && until > cutoffAt)
    .map(({ until }) => until)
    .sort((a, b) => b.getTime() - a.getTime());
  return last;
}

/** Of the decisions that are for this person the nearest: a total order, so that exactly one is picked. SQL holds the same order. */
export function nearestDecision(decisions: readonly DecisionFact[], person: VerdictPerson | null): DecisionFact | null {
  const [nearest = null] = decisions.filter((decision) => isFor(decision, person)).sort(byNearness);
  return nearest;
}

/** Team, worker type and country all have to fit. For the company as a whole only what is for everyone counts. */
export function isFor({ teamPath, workerTypes, countries }: Audience, person: VerdictPerson | null): boolean {
  if (person === null) return teamPath === null && workerTypes.length === 0 && countries.length === 0;
  return (
    (teamPath === null || isWithin(person.teamPath, teamPath)) &&
    (workerTypes.length === 0 || workerTypes.includes(person.workerType)) &&
    (countries.length === 0 || countries.includes(person.country))
  );
}

export type Audience = Pick<DecisionFact, "teamPath" | "workerTypes" | "countries">;

/** The deepest team first, then who names countries, then who names worker types, then the newest. */
export function byNearness(a: DecisionFact, b: DecisionFact): number {
  return (
    depth(b.teamPath) - depth(a.teamPath) ||
    Number(b.countries.length > 0) - Number(a.countries.length > 0) ||
    Number(b.workerTypes.length > 0) - Number(a.workerTypes.length > 0) ||
    b.decidedAt.getTime() - a.decidedAt.getTime() ||
    b.id - a.id
  );
}

export const APPROVING = ["APPROVED", "APPROVED_WITH_CONDITIONS"] as const satisfies readonly DecisionStatus[];

/** In a sensitive team only its own approvals count, and those of teams below it; a refusal or review from above holds as it is. */
function isWithheld({ status, teamPath }: DecisionFact, sensitive: SensitivePlace): boolean {
  return APPROVING.some((one) => one === status) && (teamPath === null || !isWithin(teamPath, sensitive.path));
}

export function isWithin(path: string, subtree: string): boolean {
  return path === subtree || path.startsWith(`${subtree}.`);
}

function depth(teamPath: string | null): number {
  return teamPath === null ? 0 : teamPath.split(".").length;
}
