import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { editIdentifier } from "@/lib/registry/tools/identifiers/commands";
import { editIdentifierSchema, identifierFormSchema, identifierParams } from "@/lib/registry/tools/identifiers/schema";

export const PATCH = route(
  "PATCH /api/v1/tools/{slug}/identifiers/{id}",
  { params: identifierParams, body: editIdentifierSchema },
  async ({ viewer, params, body, now }) => done({ data: await editIdentifier(viewer, { ...params, ...body }, now) }),
);

export const POST = route(
  "POST /api/v1/tools/{slug}/identifiers/{id}",
  { params: identifierParams, body: identifierFormSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await editIdentifier(viewer, { ...params, ...body }, now);
    return done({ data: saved, seeOther: `/tools/${params.slug}/identifiers`, say: reason("tools.said.identifierSaved") });
  },
);
