import { env } from "@/lib/env";
import { done, route } from "@/lib/http/route";
import { invitePerson } from "@/lib/people/commands";
import { personParams } from "@/lib/people/schema";
import { reason } from "@/lib/refusal";

export const POST = route("POST /api/v1/people/{id}/invitation", { params: personParams }, async ({ viewer, params, now }) => {
  const link = new URL(await invitePerson(viewer, params, now), env().NEXTAUTH_URL).href;
  return done({ data: { link }, status: 201, seeOther: `/people/${params.id}`, say: reason("people.invite.done", { link }) });
});
