import { takeBackLint } from "@/lib/bans/lint/commands";
import { lintParams, takeBackLintSchema } from "@/lib/bans/lint/schema";
import { done, route } from "@/lib/http/route";

export const POST = route(
  "POST /api/v1/bans/{id}/lint/acceptances/removal",
  { params: lintParams, body: takeBackLintSchema },
  async ({ viewer, params, body, now }) => done({ data: await takeBackLint(viewer, { banId: params.id, ...body }, now) }),
);
