import { banParams } from "@/lib/bans/schema";
import { banTeamsSchema } from "@/lib/compliance/schema";
import { banTeams } from "@/lib/compliance/teams/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route(
  "GET /api/v1/bans/{id}/teams",
  { params: banParams, query: banTeamsSchema },
  async ({ viewer, params, query, now }) =>
    done({ data: (await banTeams(viewer, params.id, query, now)) ?? refuse("not-found", "bans.refusal.notFound") }),
);
