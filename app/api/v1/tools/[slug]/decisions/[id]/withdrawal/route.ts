import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { withdrawDecision } from "@/lib/registry/decisions/commands";
import { decisionParams, withdrawSchema } from "@/lib/registry/decisions/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/decisions/{id}/withdrawal",
  { params: decisionParams, body: withdrawSchema },
  async ({ viewer, params, body, now }) => {
    await withdrawDecision(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}#decisions`, say: reason("decisions.said.withdrawn") });
  },
);
