import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { linkClaims } from "@/lib/risk/findings/links/commands";
import { findingPath } from "@/lib/risk/findings/rules";
import { findingParams, linkClaimsSchema } from "@/lib/risk/findings/schema";

export const POST = route(
  "POST /api/v1/findings/{id}/claims",
  { params: findingParams, body: linkClaimsSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await linkClaims(viewer, { ...params, ...body }, now);
    return done({ data: saved, status: 201, seeOther: `${findingPath(saved.id)}#claims`, say: reason("findings.said.linked") });
  },
);
