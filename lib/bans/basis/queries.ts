import "server-only";
import { can, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { StatedAs } from "@/lib/bans/basis/rules";
import type { BanDraft } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import { type ClaimItem, claimsNamed, claimsWithin, listClaims } from "@/lib/risk/claims/queries";
import { type FindingItem, findingsNamed, findingsWithin, listFindings } from "@/lib/risk/findings/queries";
import type { Confirmation, FindingStatus } from "@/prisma/generated/enums";

/** A claim as a ban presents it. `atPublication`: how well confirmed it was when the version was published; null before, or where it is not known. */
export type PinnedClaim = ClaimItem & { statedAs: StatedAs; atPublication: Confirmation | null };
export type PinnedFinding = FindingItem & { atPublication: FindingStatus | null };
export type Basis = { claims: PinnedClaim[]; findings: PinnedFinding[] };

type Known<Status> = { id: number; atPublication: Status | null };

/** What a ban rests on, as it is now and as it was at a moment. Empty for managers: they read the reason in words. */
export async function basisOf(viewer: Viewer, content: Pick<BanDraft, "claims" | "findings">, publishedAt: Date | null): Promise<Basis> {
  must(viewer, "bans:read");
  const stated = new Map((content.claims ?? []).map(({ id, statedAs }) => [id, statedAs]));
  const ids = [...stated.keys()];
  const findingIds = content.findings ?? [];
  if (!can(viewer, "bans:record")) return { claims: [], findings: [] };
  const [claims, findings, claimsThen, findingsThen] = await Promise.all([
    claimsWithin(ids),
    findingsWithin(findingIds),
    publishedAt ? confirmedAt(ids, publishedAt) : [],
    publishedAt ? heldAt(findingIds, publishedAt) : [],
  ]);
  const confirmed = new Map(claimsThen.map((one) => [one.id, one.atPublication]));
  const held = new Map(findingsThen.map((one) => [one.id, one.atPublication]));
  return {
    claims: claims.map((claim) => ({
      ...claim,
      statedAs: stated.get(claim.id) ?? "REPORTED",
      atPublication: confirmed.get(claim.id) ?? null,
    })),
    findings: findings.map((finding) => ({ ...finding, atPublication: held.get(finding.id) ?? null })),
  };
}

/** What had been written down by then: what came to be known later about that day was not known. */
function confirmedAt(ids: readonly number[], at: Date): Promise<Known<Confirmation>[]> {
  return db.$queryRaw`
    SELECT c.id, CASE WHEN c.recorded_at <= ${at} THEN
      coalesce((SELECT s.after FROM claim_step s WHERE s.claim_id = c.id AND s.at <= ${at} ORDER BY s.effective_on DESC, s.id DESC LIMIT 1), 'REPORTED')::text END AS "atPublication"
    FROM claim c WHERE c.id = ANY (${[...ids]}::int[])`;
}

function heldAt(ids: readonly number[], at: Date): Promise<Known<FindingStatus>[]> {
  return db.$queryRaw`
    SELECT f.id, CASE WHEN f.recorded_at <= ${at} THEN
      coalesce((SELECT s.after FROM finding_step s WHERE s.finding_id = f.id AND s.at <= ${at} ORDER BY s.at DESC, s.id DESC LIMIT 1), 'UNDER_INVESTIGATION')::text END AS "atPublication"
    FROM finding f WHERE f.id = ANY (${[...ids]}::int[])`;
}

const FOUND = 12;

export type FoundBasis = { claims: ClaimItem[]; findings: FindingItem[]; isCut: boolean };

/** Claims and findings that hold what was typed; with nothing typed those about the tools that the ban covers, and about their vendors. */
export async function findBasis(viewer: Viewer, q: string, selector: BanDraft["selector"], now: Date): Promise<FoundBasis> {
  must(viewer, "bans:write");
  if (q) {
    const [claims, findings] = await Promise.all([listClaims(viewer, { q, limit: FOUND }), listFindings(viewer, { q, limit: FOUND }, now)]);
    return { claims: claims.items, findings: findings.items, isCut: claims.next !== null || findings.next !== null };
  }
  if (!selector) return { claims: [], findings: [], isCut: false };
  const document = JSON.stringify(selector);
  const [about] = await db.$queryRaw<[{ claims: number[]; findings: number[] }]>`
    WITH covered AS MATERIALIZED (SELECT t.id, t.vendor_id FROM resolve_selector(${document}::jsonb) s JOIN tool t ON t.id = s.tool_id)
    SELECT ARRAY(SELECT c.id FROM claim c WHERE c.confirmation NOT IN ('RETRACTED', 'SUPERSEDED') AND c.bearing = 'RAISES'
        AND (c.tool_id IN (SELECT id FROM covered) OR c.vendor_id IN (SELECT vendor_id FROM covered)) ORDER BY c.reported_on DESC, c.id DESC LIMIT ${FOUND + 1}) AS claims,
      ARRAY(SELECT f.id FROM finding f WHERE f.status <> 'NOT_AFFECTED' AND f.tool_id IN (SELECT id FROM covered) ORDER BY f.opened_on DESC, f.id DESC LIMIT ${FOUND + 1}) AS findings`;
  const [claims, findings] = await Promise.all([
    claimsNamed(viewer, about.claims.slice(0, FOUND)),
    findingsNamed(viewer, about.findings.slice(0, FOUND)),
  ]);
  return { claims, findings, isCut: about.claims.length > FOUND || about.findings.length > FOUND };
}
