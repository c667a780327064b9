import { done, route } from "@/lib/http/route";
import { listTeams } from "@/lib/people/queries";
import { teamListSchema } from "@/lib/people/schema";

export const GET = route("GET /api/v1/teams", { query: teamListSchema }, async ({ viewer, query }) =>
  done({ data: await listTeams(viewer, query) }),
);
