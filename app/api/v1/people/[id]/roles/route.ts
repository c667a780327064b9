import { done, route } from "@/lib/http/route";
import { giveRoles } from "@/lib/people/commands";
import { personParams, rolesSchema } from "@/lib/people/schema";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/people/{id}/roles",
  { params: personParams, body: rolesSchema },
  async ({ viewer, params, body, now }) => {
    await giveRoles(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/people/${params.id}`, say: reason("people.roles.saved") });
  },
);
