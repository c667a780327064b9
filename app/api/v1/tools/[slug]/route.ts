import { can } from "@/lib/auth/permissions";
import { banFactsFor } from "@/lib/bans/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { getTool, ownPlace, verdictFor } from "@/lib/registry/queries";
import { verdictAnswer } from "@/lib/registry/rules";
import { slugParams } from "@/lib/registry/schema";

export const GET = route("GET /api/v1/tools/{slug}", { params: slugParams }, async ({ viewer, params, now }) => {
  const tool = await getTool(viewer, params.slug);
  if (!tool) refuse("not-found", "registry.refusal.tool");
  const isReader = can(viewer, "registry:read");
  const person = isReader ? null : await ownPlace(viewer);
  const bans = await banFactsFor(viewer, [tool.id], person);
  const verdict = await verdictFor(viewer, tool.id, person, bans.get(tool.id) ?? [], now);
  return done({ data: { ...tool, presence: isReader ? tool.presence : null, verdict: verdictAnswer(verdict, now) } });
});
