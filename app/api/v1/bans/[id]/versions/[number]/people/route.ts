import { changedPeople } from "@/lib/bans/diff/queries";
import { peopleChangeSchema, versionParams } from "@/lib/bans/diff/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route(
  "GET /api/v1/bans/{id}/versions/{number}/people",
  { params: versionParams, query: peopleChangeSchema },
  async ({ viewer, params, query }) =>
    done({ data: (await changedPeople(viewer, params.id, params.number, query)) ?? refuse("not-found", "versions.refusal.notFound") }),
);
