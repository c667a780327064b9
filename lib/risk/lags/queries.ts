import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { rangeOf } from "@/lib/risk/findings/rules";
import { type Lag, type LagClaim, type LagRelease, lagsOf, type Moment, momentsOf } from "./rules";

export type DatedFinding = {
  id: number;
  toolId: number;
  versionRange: string | null;
  fixVersion: string | null;
  fixCandidates: readonly string[];
};
export type Lags = { moments: Moment[]; lags: Lag[] };

/** When each step of a finding happened and how long each part took, as its claims and the releases of its tool say. */
export async function lagsOfFinding(
  viewer: Viewer,
  { id, toolId, versionRange, fixVersion, fixCandidates }: DatedFinding,
  now: Date,
): Promise<Lags> {
  must(viewer, "risk:read");
  const [claims, releases] = await Promise.all([
    db.$queryRaw<LagClaim[]>`
      SELECT c.id, c.bearing::text, c.confirmation::text, c.reported_on::text AS "reportedOn", c.milestone::text, c.happened_on::text AS "happenedOn",
        coalesce((SELECT jsonb_agg(jsonb_build_object('after', s.after, 'effectiveOn', s.effective_on) ORDER BY s.id)
          FROM claim_step s WHERE s.claim_id = c.id), '[]') AS steps,
        ARRAY(SELECT s.published_on::text FROM claim_evidence e JOIN evidence_source s ON s.id = e.source_id WHERE e.claim_id = c.id) AS published
      FROM finding_claim f JOIN claim c ON c.id = f.claim_id WHERE f.finding_id = ${id} ORDER BY c.id`,
    db.$queryRaw<LagRelease[]>`
      SELECT kind::text, version, published_at AS "publishedAt" FROM release WHERE tool_id = ${toolId} AND published_at IS NOT NULL`,
  ]);
  const fixVersions = fixVersion === null ? fixCandidates : [fixVersion];
  const moments = momentsOf({ claims, releases, range: rangeOf(versionRange), fixVersions });
  return { moments, lags: lagsOf(moments, now.toISOString().slice(0, 10)) };
}
