import { done, route } from "@/lib/http/route";
import { deactivatePerson } from "@/lib/people/commands";
import { personParams, reasonSchema } from "@/lib/people/schema";

export const POST = route(
  "POST /api/v1/people/{id}/deactivation",
  { params: personParams, body: reasonSchema },
  async ({ viewer, params, body, now }) => {
    await deactivatePerson(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/people/${params.id}` });
  },
);
