import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { getEdition } from "@/lib/risk/tables/queries";
import { editionParams } from "@/lib/risk/tables/settle-schema";

export const GET = route("GET /api/v1/risk-tables/{id}", { params: editionParams }, async ({ viewer, params, now }) =>
  done({ data: (await getEdition(viewer, params.id, now)) ?? refuse("not-found", "classes.refusal.tables") }),
);
