import { askedPerson } from "@/app/api/v1/tools/[slug]/verdict/asked-person";
import { banFactsFor } from "@/lib/bans/queries";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { findTool, verdictFor } from "@/lib/registry/queries";
import { verdictAnswer } from "@/lib/registry/rules";
import { slugParams, verdictQuery } from "@/lib/registry/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/verdict",
  { params: slugParams, query: verdictQuery },
  async ({ viewer, params, query, now }) => {
    const [tool, person] = await Promise.all([findTool(viewer, params.slug), askedPerson(viewer, query.person)]);
    if (!tool) refuse("not-found", "registry.refusal.tool");
    const bans = await banFactsFor(viewer, [tool.id], person);
    const verdict = await verdictFor(viewer, tool.id, person, bans.get(tool.id) ?? [], now);
    return done({
      data: {
        tool: { slug: tool.slug, name: tool.name },
        person: person && { id: person.id, name: person.name },
        ...verdictAnswer(verdict, now),
      },
    });
  },
);
