import { banFactsFor } from "@/lib/bans/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { decide } from "@/lib/registry/decisions/commands";
import { decisionHistory } from "@/lib/registry/decisions/queries";
import { warningsOf } from "@/lib/registry/decisions/rules";
import { decideSchema } from "@/lib/registry/decisions/schema";
import { findTool } from "@/lib/registry/queries";
import { slugParams } from "@/lib/registry/schema";

export const GET = route("GET /api/v1/tools/{slug}/decisions", { params: slugParams }, async ({ viewer, params }) => {
  const tool = await findTool(viewer, params.slug);
  if (!tool) refuse("not-found", "registry.refusal.tool");
  return done({ data: { items: await decisionHistory(viewer, tool), next: null } });
});

export const POST = route(
  "POST /api/v1/tools/{slug}/decisions",
  { params: slugParams, body: decideSchema },
  async ({ viewer, params, body, now }) => {
    const { toolId, ...made } = await decide(viewer, { ...params, ...body }, now);
    const bans = await banFactsFor(viewer, [toolId], null);
    const warnings = warningsOf(body, bans.get(toolId) ?? [], now);
    return done({
      data: { ...made, warnings },
      status: 201,
      seeOther: `/tools/${params.slug}#decisions`,
      say: warnings[0] ?? { key: "decisions.said.decided" },
      headers: { location: `/api/v1/tools/${params.slug}/decisions` },
    });
  },
);
