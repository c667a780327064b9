import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { changeFix } from "@/lib/risk/findings/commands";
import { findingPath } from "@/lib/risk/findings/rules";
import { findingParams, fixSchema } from "@/lib/risk/findings/schema";

export const POST = route(
  "POST /api/v1/findings/{id}/fix",
  { params: findingParams, body: fixSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await changeFix(viewer, { ...params, ...body }, now);
    return done({ data: saved, seeOther: `${findingPath(saved.id)}#status`, say: reason("findings.said.fix") });
  },
);
