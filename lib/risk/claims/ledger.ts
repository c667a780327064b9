import "server-only";
import type { Tx } from "@/lib/db";
import type { Citations } from "@/lib/risk/claims/origins";
import type { EvidenceClaim } from "@/lib/risk/claims/rules";

export type LedgerClaim = EvidenceClaim & { id: number; toolId: number };

/** The claims whose subject is one of the tools, with everything that `evidenceOn` asks for. */
export async function evidenceClaimsOf(tx: Tx, toolIds: readonly number[]): Promise<LedgerClaim[]> {
  return tx.$queryRaw<LedgerClaim[]>`
    SELECT c.id, c.tool_id AS "toolId", c.bearing::text, c.reported_on::text AS "reportedOn",
      coalesce((SELECT jsonb_agg(jsonb_build_object('after', s.after, 'effectiveOn', s.effective_on) ORDER BY s.id)
        FROM claim_step s WHERE s.claim_id = c.id), '[]') AS steps,
      coalesce((SELECT jsonb_agg(jsonb_build_object('reliability', s.reliability, 'credibility', e.credibility, 'publishedOn', s.published_on))
        FROM claim_evidence e JOIN evidence_source s ON s.id = e.source_id WHERE e.claim_id = c.id), '[]') AS sources
    FROM claim c WHERE c.tool_id = ANY (${toolIds}::int[]) ORDER BY c.id`;
}

/** Who cites whom, from these documents on as far as it leads. */
export async function citationsFrom(tx: Tx, sourceIds: readonly number[]): Promise<Citations> {
  const rows = await tx.$queryRaw<{ id: number; cited: number[] }[]>`
    WITH RECURSIVE reached (id) AS (
      SELECT unnest(${sourceIds}::int[]) UNION SELECT c.cited_id FROM evidence_cites c JOIN reached r ON c.source_id = r.id
    )
    SELECT c.source_id AS id, array_agg(c.cited_id ORDER BY c.cited_id) AS cited
    FROM reached r JOIN evidence_cites c ON c.source_id = r.id GROUP BY c.source_id`;
  return new Map(rows.map(({ id, cited }) => [id, cited]));
}
