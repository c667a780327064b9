import { removeWorkflow } from "@/lib/bans/use/commands";
import { workflowParams } from "@/lib/bans/use/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/tools/{slug}/workflows/{id}/removal",
  { params: workflowParams },
  async ({ viewer, params, now }) => {
    await removeWorkflow(viewer, params, now);
    return done({ seeOther: `/tools/${params.slug}/use`, say: reason("blast.use.removed") });
  },
);
