import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { discardEdition } from "@/lib/risk/tables/commands";
import { editionParams, settleEditionSchema } from "@/lib/risk/tables/settle-schema";

export const POST = route(
  "POST /api/v1/risk-tables/{id}/discard",
  { params: editionParams, body: settleEditionSchema },
  async ({ viewer, params, body, now }) => {
    await discardEdition(viewer, { ...params, ...body }, now);
    return done({ seeOther: `/risk/tables/${params.id}`, say: reason("classes.said.tables.discarded") });
  },
);
