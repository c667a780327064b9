import { acceptLint } from "@/lib/bans/lint/commands";
import { acceptLintSchema, lintParams } from "@/lib/bans/lint/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/lint/acceptances",
  { params: lintParams, body: acceptLintSchema },
  async ({ viewer, params, body, now }) => {
    const accepted = await acceptLint(viewer, { banId: params.id, ...body }, now);
    return done({ data: accepted, status: 201, say: reason("lint.list.said") });
  },
);
