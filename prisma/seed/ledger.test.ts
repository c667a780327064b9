import { expect, test } from "vitest";
import { evidenceOn } from "@/lib/risk/claims/rules";
import { LEDGER_CLAIMS, LEDGER_CONTRADICTIONS, type SeedClaim } from "@/prisma/seed/ledger-claims";
import { LEDGER_SOURCES, type SeedSource } from "@/prisma/seed/ledger-sources";

const claims: SeedClaim[] = Object.values(LEDGER_CLAIMS);
const sources: Record<string, SeedSource> = LEDGER_SOURCES;

const ofTool = claims
  .filter(({ isAboutVendor }) => !isAboutVendor)
  .map(({ bearing, reportedOn, acknowledged, credibility, sources: keys }) => ({
    bearing,
    reportedOn,
    steps: acknowledged ? [{ after: "ACKNOWLEDGED" as const, effectiveOn: acknowledged.on }] : [],
    sources: keys.map((key) => ({
      reliability: sources[key]?.reliability ?? "F",
      credibility,
      publishedOn: sources[key]?.publishedOn ?? "",
    })),
  }));

test("the ledger’s own dates give the evidence: none before 30 June, a public proof of concept on it, active from 1 July", () => {
  for (const day of ["2026-04-02", "2026-06-10", "2026-06-29"]) expect(evidenceOn(ofTool, day)).toBe("none");
  expect(evidenceOn(ofTool, "2026-06-30")).toBe("public poc");
  for (const day of ["2026-07-01", "2026-07-08", "2026-12-31"]) expect(evidenceOn(ofTool, day)).toBe("active");
});

test("nothing was said before a document says it, and nothing is written down before it was said", () => {
  for (const claim of claims) {
    const first = claim.sources.map((key) => sources[key]?.publishedOn ?? "").sort()[0];
    expect([claim.statement, claim.reportedOn]).toEqual([claim.statement, first]);
    expect(claim.recordedAt.slice(0, 10) >= claim.reportedOn).toBe(true);
  }
  for (const source of Object.values(sources)) expect(source.recordedAt.slice(0, 10) >= source.publishedOn).toBe(true);
});

test("a document cites only what was there before it", () => {
  for (const source of Object.values(sources))
    for (const cited of source.cites ?? []) expect((sources[cited]?.publishedOn ?? "") <= source.publishedOn).toBe(true);
});

test("what sources disagree on stands as a contradiction, and each pair once", () => {
  const pairs = LEDGER_CONTRADICTIONS.map(({ one, other }) => [one, other].sort().join());
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(pairs).toContain("removedFirst,removedSecond");
});
