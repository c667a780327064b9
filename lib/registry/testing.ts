import type { BanFact, DecisionFact, VerdictPerson } from "@/lib/registry/rules";

// What tests of verdicts begin with: as little as possible, to be changed where a test means something.

export function aDecision(changes: Partial<DecisionFact> = {}): DecisionFact {
  const words = { conditions: null, reason: "", basis: null, decidedBy: null };
  const audience = { teamId: null, team: null, teamPath: null, workerTypes: [], countries: [] };
  return {
    id: 1,
    status: "APPROVED",
    ...audience,
    ...words,
    dataClasses: [],
    reviewOn: null,
    decidedAt: new Date("2026-07-01"),
    ...changes,
  };
}

/** A published ban on everybody. */
export function aBan(cutoffAt: Date, changes: Partial<BanFact> = {}): BanFact {
  const words = { title: "", reason: "", summary: "", contact: "", code: "BAN-1", zone: "Asia/Shanghai" };
  const rest = {
    replacement: null,
    search: null,
    exceptions: { allowed: false, contact: "" },
    coversEveryone: true,
    exemptions: [],
    publishedAt: new Date("2026-07-01"),
    endedAt: null,
    suspendedAt: null,
  };
  return { banId: 1, status: "PUBLISHED", cutoffAt, applies: true, ...words, ...rest, ...changes };
}

export function aPlace(changes: Partial<VerdictPerson> = {}): VerdictPerson {
  return { id: 1, teamPath: "1.4.9", legalEntity: "Meridian", workerType: "EMPLOYEE", country: "CN", sensitive: null, ...changes };
}
