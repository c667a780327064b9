import { describe, expect, test } from "vitest";
import { sentenceOf } from "@/lib/http/sentences";
import { FindingStatus, FixState } from "@/prisma/generated/enums";
import {
  differences,
  holdingRestoration,
  isReviewDue,
  overtakenFields,
  type Restoration,
  rangeOf,
  whyNotEffective,
  whyNotFix,
  whyNotFixSaid,
  whyNotFixVersion,
  whyNotLink,
  whyNotOpened,
  whyNotProposeTrust,
  whyNotRange,
  whyNotRecord,
  whyNotReview,
  whyNotSettleTrust,
  whyNotStatus,
  whyNotStatusSaid,
  whyNotUnlink,
} from "./rules";
import type { FindingFields } from "./schema";

const STATUSES = Object.values(FindingStatus);
const FIXES = Object.values(FixState);
const NOW = new Date("2026-07-08T07:00:00Z");
const said = (why: Parameters<typeof sentenceOf>[0] | null | undefined) => (why ? sentenceOf(why, "en") : null);

const SAME = "The finding has this status already.";
const NOT_YET = "Only what affects us can be fixed. Set the status to affected first.";
const REOPEN = "Set the finding under investigation first, so that the record says why it was looked at again.";
const NO_FIX = "No fix is confirmed. Confirm the version that fixes it first.";
const FIX_OF_NOTHING = "A fix is recorded, so something was affected. Take the fix back first.";

/** From, to, with each fix: what is said, null where it may be done. */
const EXPECTED: Record<FindingStatus, Record<FindingStatus, Record<FixState, string | null>>> = {
  UNDER_INVESTIGATION: {
    UNDER_INVESTIGATION: all(SAME),
    AFFECTED: all(null),
    NOT_AFFECTED: { NONE: null, UNCONFIRMED: FIX_OF_NOTHING, CONFIRMED: FIX_OF_NOTHING },
    FIXED: all(NOT_YET),
  },
  AFFECTED: {
    UNDER_INVESTIGATION: all(null),
    AFFECTED: all(SAME),
    NOT_AFFECTED: all(REOPEN),
    FIXED: { NONE: NO_FIX, UNCONFIRMED: NO_FIX, CONFIRMED: null },
  },
  NOT_AFFECTED: { UNDER_INVESTIGATION: all(null), AFFECTED: all(REOPEN), NOT_AFFECTED: all(SAME), FIXED: all(REOPEN) },
  FIXED: { UNDER_INVESTIGATION: all(null), AFFECTED: all(REOPEN), NOT_AFFECTED: all(REOPEN), FIXED: all(SAME) },
};

function all(sentence: string | null): Record<FixState, string | null> {
  return { NONE: sentence, UNCONFIRMED: sentence, CONFIRMED: sentence };
}

describe("steps", () => {
  test("every status to every other with every fix is allowed or refused with its sentence", () => {
    const found = Object.fromEntries(
      STATUSES.map((from) => [
        from,
        Object.fromEntries(
          STATUSES.map((to) => [to, Object.fromEntries(FIXES.map((fix) => [fix, said(whyNotStatus({ status: from, fix }, to))]))]),
        ),
      ]),
    );
    expect(found).toEqual(EXPECTED);
  });

  test("every fix to every other in every status is allowed or refused with its sentence", () => {
    const version = { NONE: null, UNCONFIRMED: null, CONFIRMED: "2.1.199" };
    const candidates = { NONE: [], UNCONFIRMED: ["2.1.198"], CONFIRMED: [] };
    for (const status of STATUSES) {
      for (const before of FIXES) {
        for (const fix of FIXES) {
          const state = { status, fix: before, fixVersion: version[before], fixCandidates: candidates[before] };
          const why = said(whyNotFix(state, { fix, version: version[fix] ?? undefined, candidates: candidates[fix] }));
          const expected =
            status === "FIXED"
              ? "The finding is fixed. Set it under investigation before you change its fix."
              : status === "NOT_AFFECTED"
                ? "The finding says that we are not affected, so there is nothing to fix."
                : before === fix
                  ? "The finding says this of its fix already."
                  : null;
          expect(why, `${status} ${before} → ${fix}`).toBe(expected);
        }
      }
    }
  });

  test("an unconfirmed fix may get other candidates, and a confirmed one another version", () => {
    const unconfirmed = { status: "AFFECTED", fix: "UNCONFIRMED", fixVersion: null, fixCandidates: ["1", "2"] } as const;
    expect(whyNotFix(unconfirmed, { fix: "UNCONFIRMED", candidates: ["2", "1"] })).not.toBeNull();
    expect(whyNotFix(unconfirmed, { fix: "UNCONFIRMED", candidates: ["2"] })).toBeNull();
    const confirmed = { status: "AFFECTED", fix: "CONFIRMED", fixVersion: "1", fixCandidates: [] } as const;
    expect(whyNotFix(confirmed, { fix: "CONFIRMED", version: "2", candidates: [] })).toBeNull();
  });

  test("each status says what belongs to it and nothing else", () => {
    const given = { justification: "component_not_present", action: "Remove it." } as const;
    const wrong = Object.fromEntries(STATUSES.map((status) => [status, Object.keys(whyNotStatusSaid({ status, ...given })).sort()]));
    expect(wrong).toEqual({
      UNDER_INVESTIGATION: ["action", "justification"],
      AFFECTED: ["justification"],
      NOT_AFFECTED: ["action"],
      FIXED: ["action", "justification"],
    });
    expect(said(whyNotStatusSaid({ status: "NOT_AFFECTED" }).justification)).toBe(
      "Choose one of the five reasons why we are not affected.",
    );
    expect(said(whyNotStatusSaid({ status: "AFFECTED" }).action)).toBe("Say what whoever has an affected version should do.");
    expect(whyNotStatusSaid({ status: "FIXED" })).toEqual({});
  });

  test("each fix says what belongs to it and nothing else", () => {
    expect(Object.keys(whyNotFixSaid({ fix: "CONFIRMED", candidates: ["1"] }))).toEqual(["version", "candidates"]);
    expect(Object.keys(whyNotFixSaid({ fix: "NONE", version: "1", candidates: ["1"] }))).toEqual(["version", "candidates"]);
    expect(whyNotFixSaid({ fix: "UNCONFIRMED", candidates: [] })).toEqual({});
  });
});

describe("days", () => {
  test("a step is in effect on a day that has come somewhere, and not before the step that it follows", () => {
    expect(whyNotEffective("2026-07-08", "2026-07-01", NOW)).toBeNull();
    // 14 hours ahead of UTC it is still the 8th.
    expect(said(whyNotEffective("2026-07-09", "2026-07-01", NOW))).toMatch(/in the future/);
    expect(whyNotEffective("2026-07-09", "2026-07-01", new Date("2026-07-08T10:00:00Z"))).toBeNull();
    expect(said(whyNotEffective("2026-06-30", "2026-07-01", NOW))).toBe(
      "This day is before the last step, 2026-07-01. Choose that day or a later one.",
    );
  });

  test("a finding is opened by today and reviewed after it", () => {
    expect(whyNotOpened("2026-07-08", NOW)).toBeNull();
    expect(whyNotOpened("2026-07-10", NOW)).not.toBeNull();
    expect(whyNotReview("2026-07-08", NOW)).not.toBeNull();
    expect(whyNotReview("2026-07-09", NOW)).toBeNull();
    expect(isReviewDue(new Date("2026-07-08"), NOW)).toBe(true);
    expect(isReviewDue(new Date("2026-07-09"), NOW)).toBe(false);
    expect(isReviewDue(null, NOW)).toBe(false);
  });
});

describe("versions", () => {
  const RANGE = "vers:npm/>=2.1.91|<2.1.199";

  test("a range is a canonical VERS range, or every version", () => {
    expect(whyNotRange(null)).toBeNull();
    expect(whyNotRange(RANGE)).toBeNull();
    expect(whyNotRange("vers:npm/*")).toBeNull();
    expect(said(whyNotRange("vers:npm/<2.1.199|>=2.1.91"))).toContain(RANGE);
    expect(whyNotRange("2.1.91 and later")).not.toBeNull();
    expect(said(whyNotRange("vers:none/*"))).toMatch(/holds no version/);
  });

  test("a range that cannot be read never passes for every version", () => {
    expect(rangeOf(null)).toBeNull();
    expect(() => rangeOf("vers:npm/>=1.3|<1.38")).toThrow("cannot be read");
  });

  test("what is confirmed to be fixed is not among the affected versions", () => {
    expect(whyNotFixVersion(RANGE, "2.1.199")).toBeNull();
    expect(said(whyNotFixVersion(RANGE, "2.1.198"))).toBe(`2.1.198 is among the affected versions (${RANGE}). Narrow them first.`);
    expect(said(whyNotFixVersion(null, "2.1.199"))).toMatch(/about every version/);
    expect(said(whyNotFixVersion(RANGE, "latest"))).toMatch(/Nobody can tell/);
  });

  test("what comes from elsewhere is as consistent as what is written here", () => {
    const none = { fixVersion: null, fixCandidates: [], justification: null, action: null, versionRange: RANGE };
    expect(whyNotRecord({ ...none, status: "AFFECTED", fix: "NONE" })).toEqual({});
    expect(Object.keys(whyNotRecord({ ...none, status: "FIXED", fix: "NONE" }))).toEqual(["status"]);
    expect(Object.keys(whyNotRecord({ ...none, status: "NOT_AFFECTED", fix: "NONE" }))).toEqual(["justification"]);
    expect(whyNotRecord({ ...none, status: "FIXED", fix: "CONFIRMED", fixVersion: "2.1.199" })).toEqual({});
    expect(Object.keys(whyNotRecord({ ...none, status: "FIXED", fix: "CONFIRMED", fixVersion: "2.1.100" }))).toEqual(["version"]);
    expect(Object.keys(whyNotRecord({ ...none, versionRange: "^2", status: "AFFECTED", fix: "NONE" }))).toEqual(["versionRange"]);
  });
});

describe("claims", () => {
  const tool = { id: 1, vendorId: 7, name: "Claude Code" };

  test("a finding rests on claims about its tool or whoever makes it", () => {
    expect(whyNotLink({ id: 1, toolId: 1, vendorId: null }, tool)).toBeNull();
    expect(whyNotLink({ id: 2, toolId: null, vendorId: 7 }, tool)).toBeNull();
    expect(said(whyNotLink({ id: 3, toolId: 2, vendorId: null }, tool))).toBe(
      "C-3 is neither about Claude Code nor about its vendor. Choose claims about one of them.",
    );
    expect(whyNotLink({ id: 4, toolId: null, vendorId: 8 }, tool)).not.toBeNull();
  });

  test("what affects us or is fixed keeps a claim to rest on", () => {
    const whyNots = STATUSES.map((status) => [status, whyNotUnlink({ status, claims: 1 }) === null, whyNotUnlink({ status, claims: 2 })]);
    expect(whyNots).toEqual([
      ["UNDER_INVESTIGATION", true, null],
      ["AFFECTED", false, null],
      ["NOT_AFFECTED", true, null],
      ["FIXED", false, null],
    ]);
  });
});

describe("trust", () => {
  const fixedAt = new Date("2026-07-05");
  const aRestoration = (changes: Partial<Restoration> = {}): Restoration => ({
    status: "OPEN",
    proposedById: 1,
    settledAt: null,
    ...changes,
  });
  const accepted = aRestoration({ status: "ACCEPTED", settledAt: new Date("2026-07-06") });

  test("it can be proposed once the finding is fixed, and once at a time", () => {
    for (const status of STATUSES) {
      const why = said(whyNotProposeTrust({ status }, [], fixedAt));
      expect(why).toBe(status === "FIXED" ? null : "Trust can be restored only once the finding is fixed.");
    }
    expect(said(whyNotProposeTrust({ status: "FIXED" }, [aRestoration()], fixedAt))).toMatch(/waits for a second person/);
    expect(said(whyNotProposeTrust({ status: "FIXED" }, [accepted], fixedAt))).toMatch(/restored already/);
    expect(whyNotProposeTrust({ status: "FIXED" }, [aRestoration({ status: "DISMISSED" })], fixedAt)).toBeNull();
  });

  test("somebody else settles it, and accepts it only while the finding is fixed", () => {
    expect(whyNotSettleTrust(aRestoration(), { status: "FIXED" }, "accept", 2)).toBeNull();
    expect(said(whyNotSettleTrust(aRestoration(), { status: "FIXED" }, "accept", 1))).toMatch(/other than whoever proposed/);
    expect(said(whyNotSettleTrust(aRestoration(), { status: "FIXED" }, "decline", 1))).toMatch(/other than whoever proposed/);
    expect(whyNotSettleTrust(aRestoration(), { status: "AFFECTED" }, "decline", 2)).toBeNull();
    expect(said(whyNotSettleTrust(aRestoration(), { status: "AFFECTED" }, "accept", 2))).toMatch(/only once the finding is fixed/);
    expect(said(whyNotSettleTrust(accepted, { status: "FIXED" }, "accept", 2))).toMatch(/settled already/);
  });

  test("trust that was restored before the finding was looked at again holds no more", () => {
    expect(holdingRestoration({ status: "FIXED" }, [accepted], fixedAt)).toBe(accepted);
    expect(holdingRestoration({ status: "FIXED" }, [accepted], new Date("2026-07-07"))).toBeNull();
    expect(holdingRestoration({ status: "UNDER_INVESTIGATION" }, [accepted], fixedAt)).toBeNull();
  });
});

describe("editing", () => {
  const words = { title: "A", summary: "B", behaviour: "OTHER", versionRange: null } as const;
  const fields: FindingFields = { ...words, openedOn: "2026-07-01", reviewOn: null, assessor: 3 };

  test("only what really changes is written", () => {
    expect(differences(fields, { title: "A", summary: "C", reviewOn: undefined, assessor: null })).toEqual({
      before: { summary: "B", assessor: 3 },
      after: { summary: "C", assessor: null },
    });
  });

  test("whoever comes second reads what each field says now, where somebody else changed it", () => {
    const now = { ...fields, assessorName: "Gao Lin" };
    const sent = { title: "X", behaviour: "VULNERABILITY", versionRange: "vers:npm/*", assessor: null } as const;
    const whyNots = overtakenFields(now, sent, ["title", "behaviour", "versionRange", "assessor"]);
    expect(Object.fromEntries(Object.entries(whyNots).map(([field, why]) => [field, said(why)]))).toEqual({
      title: "It now says: A",
      behaviour: "It now says: Other",
      versionRange: "It is empty now.",
      assessor: "It now says: Gao Lin",
    });
    expect(overtakenFields(now, sent, ["summary"])).toEqual({});
  });
});
