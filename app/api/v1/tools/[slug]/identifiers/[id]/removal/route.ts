import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { removeIdentifier } from "@/lib/registry/tools/identifiers/commands";
import { identifierParams, removeIdentifierSchema } from "@/lib/registry/tools/identifiers/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/identifiers/{id}/removal",
  { params: identifierParams, body: removeIdentifierSchema },
  async ({ viewer, params, body, now }) => {
    await removeIdentifier(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/tools/${params.slug}/identifiers`, say: reason("tools.said.identifierRemoved") });
  },
);
