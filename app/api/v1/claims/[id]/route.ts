import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { editClaim } from "@/lib/risk/claims/commands";
import { getClaim } from "@/lib/risk/claims/detail/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimFormSchema, claimParams, editClaimSchema } from "@/lib/risk/claims/schema";

export const GET = route("GET /api/v1/claims/{id}", { params: claimParams }, async ({ viewer, params, now }) => {
  const claim = await getClaim(viewer, params.id, localDay(now, viewer.zone));
  if (!claim) return refuse("not-found", "claims.refusal.claim", { claim: claimCode(params.id) });
  return done({ data: claim, headers: { etag: `"${claim.revision}"` } });
});

export const PATCH = route(
  "PATCH /api/v1/claims/{id}",
  { params: claimParams, body: editClaimSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editClaim(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, headers: { etag: `"${saved.revision}"` } });
  },
);

export const POST = route(
  "POST /api/v1/claims/{id}",
  { params: claimParams, body: claimFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editClaim(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, seeOther: `/claims/${saved.id}`, say: reason("claims.said.saved", { claim: claimCode(saved.id) }) });
  },
);
