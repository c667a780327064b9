import "server-only";
import type { Tx } from "@/lib/db";
import { dayOf, type EvidenceClaim } from "@/lib/risk/claims/rules";
import type { GivenInputs } from "@/lib/risk/classes/rules";
import { EDITION_NAME, type Edition } from "@/lib/risk/tables/schema";

export type CurrentEdition = { id: number; version: string; content: Edition };

/** What a class is computed from, as it is held now. */
export type ClassFacts = { given: GivenInputs; claims: (EvidenceClaim & { id: number })[]; hasInput: boolean };

/** The edition in force. Editions were checked when they were stored. */
export async function currentEdition(tx: Tx): Promise<CurrentEdition | null> {
  const row = await tx.tableSet.findFirst({
    where: { name: EDITION_NAME, status: "CURRENT" },
    select: { id: true, version: true, content: true },
  });
  return row && { ...row, content: row.content as Edition };
}

/** Facts by tool. Claims are those about the tool itself: what is said of a vendor is nobody's behaviour in particular. */
export async function classFacts(tx: Tx, toolIds: readonly number[]): Promise<Map<number, ClassFacts>> {
  const ids = [...toolIds];
  // One after the other: a transaction has one connection.
  const inputs = await tx.riskInput.findMany({
    where: { toolId: { in: ids }, axis: "class", supersededAt: null },
    select: { toolId: true, key: true, value: true },
  });
  const claims = await tx.claim.findMany({ where: { toolId: { in: ids } }, select: { toolId: true, ...CLAIM_FACTS } });
  const facts = new Map(ids.map((id): [number, ClassFacts] => [id, { given: {}, claims: [], hasInput: false }]));
  for (const { toolId, key, value } of inputs) {
    const one = facts.get(toolId);
    if (one) Object.assign(one, { given: { ...one.given, [key]: value }, hasInput: true });
  }
  for (const { toolId, ...claim } of claims) facts.get(toolId ?? 0)?.claims.push(evidenceClaim(claim));
  return facts;
}

const CLAIM_FACTS = {
  id: true,
  bearing: true,
  reportedOn: true,
  steps: { select: { after: true, effectiveOn: true }, orderBy: { id: "asc" } },
  evidence: { select: { credibility: true, source: { select: { reliability: true, publishedOn: true } } } },
} as const;

type StoredClaim = Pick<EvidenceClaim, "bearing"> & {
  id: number;
  reportedOn: Date;
  steps: { after: EvidenceClaim["steps"][number]["after"]; effectiveOn: Date }[];
  evidence: { credibility: number; source: { reliability: string; publishedOn: Date } }[];
};

function evidenceClaim({ id, bearing, reportedOn, steps, evidence }: StoredClaim): EvidenceClaim & { id: number } {
  return {
    id,
    bearing,
    reportedOn: dayOf(reportedOn),
    steps: steps.map(({ after, effectiveOn }) => ({ after, effectiveOn: dayOf(effectiveOn) })),
    sources: evidence.map(({ credibility, source }) => ({
      credibility,
      reliability: source.reliability,
      publishedOn: dayOf(source.publishedOn),
    })),
  };
}
