import { can } from "@/lib/auth/permissions";
import { banFactsFor } from "@/lib/bans/queries";
import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { getTool, ownPlace, verdictFor } from "@/lib/registry/queries";
import { verdictAnswer } from "@/lib/registry/rules";
import { slugParams } from "@/lib/registry/schema";
import { editTool } from "@/lib/registry/tools/commands";
import { editToolSchema, toolFormSchema } from "@/lib/registry/tools/schema";

export const GET = route("GET /api/v1/tools/{slug}", { params: slugParams }, async ({ viewer, params, now }) => {
  const tool = await getTool(viewer, params.slug);
  if (!tool) refuse("not-found", "registry.refusal.tool");
  const isReader = can(viewer, "registry:read");
  const person = isReader ? null : await ownPlace(viewer);
  const bans = await banFactsFor(viewer, [tool.id], person);
  const verdict = await verdictFor(viewer, tool.id, person, bans.get(tool.id) ?? [], now);
  return done({ data: { ...tool, presence: isReader ? tool.presence : null, verdict: verdictAnswer(verdict, now) } });
});

export const PATCH = route(
  "PATCH /api/v1/tools/{slug}",
  { params: slugParams, body: editToolSchema },
  async ({ viewer, params, body: { revision, isDistinct, ...changes }, now }) => {
    const saved = await editTool(viewer, { ...params, revision, isDistinct, changes }, now);
    return done({ data: saved, headers: { etag: `"${saved.revision}"` } });
  },
);

export const POST = route(
  "POST /api/v1/tools/{slug}",
  { params: slugParams, body: toolFormSchema },
  async ({ viewer, params, body: { revision, isDistinct, ...changes }, now }) => {
    const saved = await editTool(viewer, { ...params, revision, isDistinct, changes }, now);
    return done({ data: saved, seeOther: `/tools/${saved.slug}`, say: reason("tools.said.saved") });
  },
);
