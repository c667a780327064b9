import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { adoptEdition } from "@/lib/risk/tables/commands";
import { editionParams, settleEditionSchema } from "@/lib/risk/tables/settle-schema";

export const POST = route(
  "POST /api/v1/risk-tables/{id}/adoption",
  { params: editionParams, body: settleEditionSchema },
  async ({ viewer, params, body, now }) => {
    const adopted = await adoptEdition(viewer, { ...params, ...body }, now);
    return done({ data: adopted, seeOther: `/risk/tables/${params.id}`, say: reason("classes.said.tables.adopted", adopted) });
  },
);
