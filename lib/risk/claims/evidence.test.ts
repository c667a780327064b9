import fc from "fast-check";
import { expect, test } from "vitest";
import { confirmationOn, EVIDENCE, type EvidenceClaim, evidenceOn } from "@/lib/risk/claims/rules";
import { ClaimBearing, Confirmation } from "@/prisma/generated/enums";

const claim = (given: Partial<EvidenceClaim> = {}): EvidenceClaim => ({
  bearing: "RAISES",
  reportedOn: "2026-06-30",
  steps: [],
  sources: [{ reliability: "C", credibility: 2, publishedOn: "2026-06-30" }],
  ...given,
});

test("a report counts from the day it was said, an acknowledgement from the day it came to be", () => {
  const acknowledged = claim({ steps: [{ after: "ACKNOWLEDGED", effectiveOn: "2026-07-01" }] });
  expect(evidenceOn([acknowledged], "2026-06-29")).toBe("none");
  expect(evidenceOn([acknowledged], "2026-06-30")).toBe("public poc");
  expect(evidenceOn([acknowledged], "2026-07-01")).toBe("active");
});

test("only a source of reliability A to C and credibility 1 to 3 makes a report count", () => {
  for (const reliability of ["A", "B", "C", "D", "E", "F"])
    for (const credibility of [1, 2, 3, 4, 5, 6]) {
      const one = claim({ sources: [{ reliability, credibility, publishedOn: "2026-06-30" }] });
      expect(evidenceOn([one], "2026-07-01")).toBe("ABC".includes(reliability) && credibility <= 3 ? "public poc" : "none");
    }
});

test("a strong source counts from the day it was published, and none at all counts never", () => {
  const later = claim({ sources: [{ reliability: "A", credibility: 1, publishedOn: "2026-07-04" }] });
  expect(evidenceOn([later], "2026-07-03")).toBe("none");
  expect(evidenceOn([later], "2026-07-04")).toBe("public poc");
  expect(evidenceOn([claim({ sources: [] })], "2026-07-04")).toBe("none");
});

test("what is acknowledged or reproduced counts whatever its sources are worth", () => {
  for (const after of ["ACKNOWLEDGED", "VERIFIED"] as const)
    expect(evidenceOn([claim({ sources: [], steps: [{ after, effectiveOn: "2026-07-01" }] })], "2026-07-01")).toBe("active");
});

test("what was retracted or superseded counts until that day and no longer", () => {
  for (const after of ["RETRACTED", "SUPERSEDED"] as const) {
    const over = claim({
      steps: [
        { after: "ACKNOWLEDGED", effectiveOn: "2026-07-01" },
        { after, effectiveOn: "2026-07-05" },
      ],
    });
    expect(evidenceOn([over], "2026-07-04")).toBe("active");
    expect(evidenceOn([over], "2026-07-05")).toBe("none");
  }
});

test("claims that lower a risk or give its background move nothing", () => {
  for (const bearing of ["LOWERS", "CONTEXT"] as const)
    expect(evidenceOn([claim({ bearing, steps: [{ after: "VERIFIED", effectiveOn: "2026-07-01" }] })], "2026-08-01")).toBe("none");
});

const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-07-${String(day).padStart(2, "0")}`);
const anyClaim: fc.Arbitrary<EvidenceClaim> = fc.record({
  bearing: fc.constantFrom(...Object.values(ClaimBearing)),
  reportedOn: days,
  steps: fc.array(fc.record({ after: fc.constantFrom(...Object.values(Confirmation)), effectiveOn: days }), { maxLength: 4 }),
  sources: fc.array(
    fc.record({ reliability: fc.constantFrom(..."ABCDEF"), credibility: fc.integer({ min: 1, max: 6 }), publishedOn: days }),
    { maxLength: 4 },
  ),
});

test("more claims never weaken the evidence, and their order is all the same", () => {
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 6 }), anyClaim, days, (claims, another, day) => {
      const worth = (given: EvidenceClaim[]) => EVIDENCE.indexOf(evidenceOn(given, day));
      expect(worth([...claims, another])).toBeGreaterThanOrEqual(worth(claims));
      expect(worth([...claims, another])).toBe(worth([another, ...claims]));
    }),
  );
});

test("nothing is known of a claim before it was said", () => {
  fc.assert(
    fc.property(anyClaim, days, (one, day) => {
      if (day < one.reportedOn) expect(confirmationOn(one, day)).toBeNull();
      else expect(confirmationOn(one, day)).not.toBeNull();
    }),
  );
});
