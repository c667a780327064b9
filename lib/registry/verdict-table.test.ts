import { describe, expect, test } from "vitest";
import { type BanFact, type DecisionFact, decideVerdict, type VerdictKind, type VerdictPerson } from "@/lib/registry/rules";
import { aBan, aDecision, aPlace } from "@/lib/registry/testing";

// Every combination of decision, ban, exception and audience, against answers that were written down and not worked out.

const now = new Date("2026-07-08T07:00:00Z");
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);

type Status = DecisionFact["status"];

/** What a decision for this person means by itself. */
const MEANING = {
  none: "unassessed",
  DISCOVERED: "unassessed",
  DISMISSED: "unassessed",
  UNDER_REVIEW: "review",
  APPROVED: "approved",
  APPROVED_WITH_CONDITIONS: "limits",
  NOT_APPROVED: "refused",
  RETIRED: "refused",
} as const satisfies Record<Status | "none", VerdictKind>;

/** The same where no approval from above counts. */
const MEANING_WITHHELD = { ...MEANING, APPROVED: "unassessed", APPROVED_WITH_CONDITIONS: "unassessed" } as const;
const MEANING_OTHERS = {
  none: "unassessed",
  DISCOVERED: "unassessed",
  DISMISSED: "unassessed",
  UNDER_REVIEW: "unassessed",
  APPROVED: "unassessed",
  APPROVED_WITH_CONDITIONS: "unassessed",
  NOT_APPROVED: "unassessed",
  RETIRED: "unassessed",
} as const;

const legal = { name: "Legal", path: "1.4.9", reason: "privileged files" };

const AUDIENCES: Record<
  string,
  { decision: Partial<DecisionFact>; person?: Partial<VerdictPerson>; means: Record<Status | "none", VerdictKind> }
> = {
  everyone: { decision: {}, means: MEANING },
  "the own team": { decision: { teamPath: "1.4.9" }, means: MEANING },
  "the team above": { decision: { teamPath: "1.4" }, means: MEANING },
  "another team": { decision: { teamPath: "1.5" }, means: MEANING_OTHERS },
  "a team below": { decision: { teamPath: "1.4.9.20" }, means: MEANING_OTHERS },
  "the own worker type": { decision: { workerTypes: ["CONTRACTOR"] }, person: { workerType: "CONTRACTOR" }, means: MEANING },
  "another worker type": { decision: { workerTypes: ["CONTRACTOR"] }, means: MEANING_OTHERS },
  "the own country": { decision: { countries: ["CN", "SG"] }, means: MEANING },
  "another country": { decision: { countries: ["SG"] }, means: MEANING_OTHERS },
  "the own team in another country": { decision: { teamPath: "1.4.9", countries: ["SG"] }, means: MEANING_OTHERS },
  "everyone, asked in a sensitive team": { decision: {}, person: { sensitive: legal }, means: MEANING_WITHHELD },
  "the team above a sensitive one": { decision: { teamPath: "1.4" }, person: { sensitive: legal }, means: MEANING_WITHHELD },
  "the own country, asked in a sensitive team": { decision: { countries: ["CN"] }, person: { sensitive: legal }, means: MEANING_WITHHELD },
  "the sensitive team itself": { decision: { teamPath: "1.4.9" }, person: { sensitive: legal }, means: MEANING },
  "a team below the sensitive one": {
    decision: { teamPath: "1.4.9.20" },
    person: { teamPath: "1.4.9.20.31", sensitive: legal },
    means: MEANING,
  },
};

const BANS: Record<string, BanFact[]> = {
  "no ban": [],
  "a ban before its cutoff": [aBan(hours(33))],
  "a ban in force": [aBan(hours(-33))],
  "a ban that was lifted": [aBan(hours(-33), { status: "LIFTED" })],
  "a ban for others": [aBan(hours(-33), { applies: false })],
};

const EXCEPTIONS: Record<string, BanFact["exemptions"]> = {
  "no exception": [],
  "an exception that holds": [{ from: hours(-1), until: hours(90) }],
  "an exception that ended": [{ from: hours(-40), until: now }],
  "an exception that has not begun": [{ from: hours(1), until: hours(90) }],
};

/** What ban and exception make of it; null: the decision decides. Rows as above, columns: none, holds, ended, not begun. */
const OVERRULES: Record<string, readonly (VerdictKind | null)[]> = {
  "no ban": [null, null, null, null],
  "a ban before its cutoff": ["scheduled", "limits", "scheduled", "scheduled"],
  "a ban in force": ["banned", "limits", "banned", "banned"],
  "a ban that was lifted": [null, null, null, null],
  "a ban for others": [null, null, null, null],
};

const STATUSES = Object.keys(MEANING) as (Status | "none")[];

describe.each(Object.entries(AUDIENCES))("a decision for %s", (_, { decision, person, means }) => {
  describe.each(Object.entries(BANS))("and %s", (banName, bans) => {
    describe.each(Object.entries(EXCEPTIONS).map(([name, given], column) => ({ name, given, column })))(
      "with $name",
      ({ given, column }) => {
        test.each(STATUSES)("%s", (status) => {
          const facts = {
            decisions: status === "none" ? [] : [aDecision({ ...decision, status })],
            bans: bans.map((ban) => ({ ...ban, exemptions: given })),
          };
          const verdict = decideVerdict(facts, aPlace(person), now);
          expect(verdict.kind).toBe(OVERRULES[banName]?.[column] ?? means[status]);
          expect(verdict.exemption?.until ?? null).toEqual(OVERRULES[banName]?.[column] === "limits" ? hours(90) : null);
          const isWithheld = means[status] !== MEANING[status] && means !== MEANING_OTHERS;
          expect(verdict.sensitive?.team ?? null).toEqual(isWithheld ? legal : null);
        });
      },
    );
  });
});
