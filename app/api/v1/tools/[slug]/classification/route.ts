import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { classHistory, classOn } from "@/lib/risk/classes/history/queries";
import { toolClass } from "@/lib/risk/classes/queries";
import { classQuery } from "@/lib/risk/classes/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/classification",
  { params: slugParams, query: classQuery },
  async ({ viewer, params, query, now }) => {
    const found = await toolClass(viewer, params.slug, now);
    if (!found) refuse("not-found", "registry.refusal.tool");
    const { tool, edition, ...held } = found;
    if (query.on) return done({ data: { tool: tool.slug, ...(await classOn(viewer, tool.id, query.on)) } });
    const tables = edition && { id: edition.id, version: edition.version };
    return done({ data: { tool: tool.slug, tables, ...held, history: await classHistory(viewer, tool.id, now) } });
  },
);
