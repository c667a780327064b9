import type { DecisionStatus } from "@/prisma/generated/enums";

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
  status: DecisionStatus;
  /** ltree path of the team whose subtree it is for; null: everyone. */
  teamPath: string | null;
  conditions: string | null;
  reason: string;
  reviewOn: Date | null;
  decidedAt: Date;
};

/** What a verdict needs to know of one ban that covers the tool. */
export type BanFact = {
  banId: number;
  /** For example BAN-7. */
  code: string;
  title: string;
  status: "PUBLISHED" | "LIFTED";
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
  publishedAt: Date;
  endedAt: Date | null;
};

/**
 * Everything a verdict rests on. Decisions are the registry's own; the bans come from `banFactsFor(viewer, toolIds, person)` of the bans,
 * which answers `Map<toolId, BanFact[]>`: whoever draws the page puts the two together.
 */
export type VerdictFacts = { toolId: number; decisions: readonly DecisionFact[]; bans: readonly BanFact[] };

/** Who the verdict is for. */
export type VerdictPerson = { teamPath: string };

export type Verdict = {
  kind: VerdictKind;
  /** The ban that decides: of several the one with the earliest cutoff. */
  ban: BanFact | null;
  /** Bans that also apply, later. */
  laterBans: readonly BanFact[];
  /** The decision that counts, also when a ban overrules it. */
  decision: DecisionFact | null;
};

/** `person` null asks for the company as a whole: decisions for everyone, and every ban, whomever it covers. */
export function decideVerdict({ decisions, bans }: Omit<VerdictFacts, "toolId">, person: VerdictPerson | null, now: Date): Verdict {
  const decision = nearestDecision(decisions, person);
  const [ban = null, ...laterBans] = bans
    .filter(({ status, applies }) => status === "PUBLISHED" && applies)
    .sort((a, b) => a.cutoffAt.getTime() - b.cutoffAt.getTime() || a.banId - b.banId);
  if (ban) return { kind: ban.cutoffAt <= now ? "banned" : "scheduled", ban, laterBans, decision };
  return { kind: decision ? VERDICT_OF_DECISION[decision.status] : "unassessed", ban: null, laterBans, decision };
}

/** True while the person may use the tool, be it with limits or for a time. */
export function mayUse(kind: VerdictKind): boolean {
  return kind === "approved" || kind === "limits" || kind === "scheduled";
}

/** The verdict as the API says it: a yes or no with the instant it changes, and what it rests on. */
export function verdictAnswer({ kind, ban, decision }: Verdict, now: Date) {
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
    replacement: ban?.replacement ?? null,
    conditions: kind === "limits" ? (decision?.conditions ?? null) : null,
    reviewOn: decision?.reviewOn?.toISOString().slice(0, 10) ?? null,
  };
}

function nearestDecision(decisions: readonly DecisionFact[], person: VerdictPerson | null): DecisionFact | null {
  const [nearest = null] = decisions
    .filter(({ teamPath }) => teamPath === null || (person !== null && isWithin(person.teamPath, teamPath)))
    .sort((a, b) => depth(b.teamPath) - depth(a.teamPath) || b.decidedAt.getTime() - a.decidedAt.getTime());
  return nearest;
}

function isWithin(path: string, subtree: string): boolean {
  return path === subtree || path.startsWith(`${subtree}.`);
}

function depth(teamPath: string | null): number {
  return teamPath === null ? 0 : teamPath.split(".").length;
}
