import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeSource } from "@/lib/risk/claims/documents/commands";
import { claimSourceParams, removeSourceSchema } from "@/lib/risk/claims/documents/schema";
import { claimCode } from "@/lib/risk/claims/rules";
import { sourceCode } from "@/lib/risk/sources/rules";

export const POST = route(
  "POST /api/v1/claims/{id}/sources/{sourceId}/removal",
  { params: claimSourceParams, body: removeSourceSchema },
  async ({ viewer, params, body, now }) => {
    await removeSource(viewer, { ...params, ...body }, now);
    const values = { claim: claimCode(params.id), source: sourceCode(params.sourceId) };
    return done({ seeOther: `/claims/${params.id}`, say: reason("claims.said.sourceRemoved", values) });
  },
);
