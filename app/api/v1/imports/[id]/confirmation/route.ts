import { done, route } from "@/lib/http/route";
import { confirmAbsent } from "@/lib/people/import/commands";
import { confirmAbsentSchema } from "@/lib/people/import/schema";
import { personParams } from "@/lib/people/schema";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/imports/{id}/confirmation",
  { params: personParams, body: confirmAbsentSchema },
  async ({ viewer, params, body, now }) => {
    await confirmAbsent(viewer, { importId: params.id, ...body }, now);
    return done({ seeOther: `/imports/${params.id}`, say: reason("people.result.confirmed", { n: body.absent }) });
  },
);
