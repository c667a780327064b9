import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { addIdentifier } from "@/lib/registry/tools/identifiers/commands";
import { listIdentifiers } from "@/lib/registry/tools/identifiers/queries";
import { addIdentifierSchema } from "@/lib/registry/tools/identifiers/schema";

export const GET = route("GET /api/v1/tools/{slug}/identifiers", { params: slugParams }, async ({ viewer, params }) => {
  const { tool, items } = await listIdentifiers(viewer, params.slug);
  return done({ data: { items, next: null, revision: tool.revision } });
});

export const POST = route(
  "POST /api/v1/tools/{slug}/identifiers",
  { params: slugParams, body: addIdentifierSchema },
  async ({ viewer, params, body, now }) => {
    const added = await addIdentifier(viewer, { ...params, ...body }, now);
    return done({ data: added, status: 201, seeOther: `/tools/${params.slug}/identifiers`, say: reason("tools.said.identifierAdded") });
  },
);
