import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { findTool } from "@/lib/registry/queries";
import { slugParams } from "@/lib/registry/schema";
import { setDependency } from "@/lib/risk/dependency/commands";
import { dependencyOfTool } from "@/lib/risk/dependency/queries";
import { setDependencySchema } from "@/lib/risk/dependency/schema";

export const GET = route("GET /api/v1/tools/{slug}/dependency", { params: slugParams }, async ({ viewer, params }) => {
  const tool = await findTool(viewer, params.slug);
  if (!tool) refuse("not-found", "registry.refusal.tool");
  const { dependency, set, usage, seen } = await dependencyOfTool(viewer, tool.id);
  const { inputs, ratio, band, substitutability } = dependency;
  return done({
    data: {
      tool: { slug: tool.slug, name: tool.name },
      ...{ ratio, band, substitutability, usage, seen },
      inputs: inputs.map(({ key, level, origin }) => {
        const said = set[key];
        return {
          ...{ key, level, origin, reason: said?.reason ?? null, evidence: said?.evidence ?? null },
          ...{ claims: said?.claims.map(({ id }) => id) ?? [], by: said?.by ?? null, at: said?.at ?? null },
        };
      }),
    },
  });
});

export const POST = route(
  "POST /api/v1/tools/{slug}/dependency",
  { params: slugParams, body: setDependencySchema },
  async ({ viewer, params, body, now }) => {
    const changed = await setDependency(viewer, { ...params, ...body }, now);
    return done({ data: changed, seeOther: `/tools/${params.slug}/dependency`, say: reason("dependency.change.said") });
  },
);
