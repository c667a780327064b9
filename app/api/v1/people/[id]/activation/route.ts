import { done, route } from "@/lib/http/route";
import { activatePerson } from "@/lib/people/commands";
import { personParams, reasonSchema } from "@/lib/people/schema";

export const POST = route(
  "POST /api/v1/people/{id}/activation",
  { params: personParams, body: reasonSchema },
  async ({ viewer, params, body, now }) => {
    await activatePerson(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/people/${params.id}` });
  },
);
