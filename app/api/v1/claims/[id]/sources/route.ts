import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { addSource } from "@/lib/risk/claims/documents/commands";
import { addSourceSchema } from "@/lib/risk/claims/documents/schema";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimParams } from "@/lib/risk/claims/schema";
import { sourceCode } from "@/lib/risk/sources/rules";

export const POST = route(
  "POST /api/v1/claims/{id}/sources",
  { params: claimParams, body: addSourceSchema },
  async ({ viewer, params, body, now }) => {
    const added = await addSource(viewer, { ...params, ...body }, now);
    const values = { claim: claimCode(params.id), source: sourceCode(added.sourceId) };
    return done({ data: added, status: 201, seeOther: `/claims/${params.id}`, say: reason("claims.said.sourceAdded", values) });
  },
);
