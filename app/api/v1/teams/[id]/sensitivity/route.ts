import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { markTeam } from "@/lib/registry/sensitivity/commands";
import { sensitivityParams, sensitivitySchema } from "@/lib/registry/sensitivity/schema";

export const POST = route(
  "POST /api/v1/teams/{id}/sensitivity",
  { params: sensitivityParams, body: sensitivitySchema },
  async ({ viewer, params, body, now }) => {
    await markTeam(viewer, { teamId: params.id, ...body }, now);
    return done({ say: reason(body.sensitive ? "decisions.said.marked" : "decisions.said.unmarked") });
  },
);
