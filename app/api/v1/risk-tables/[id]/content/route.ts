import { route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { getEdition } from "@/lib/risk/tables/queries";
import { editionParams } from "@/lib/risk/tables/settle-schema";

/** The edition as a file that can be changed and uploaded again. */
export const GET = route("GET /api/v1/risk-tables/{id}/content", { params: editionParams }, async ({ viewer, params, now }) => {
  const edition = (await getEdition(viewer, params.id, now)) ?? refuse("not-found", "classes.refusal.tables");
  return new Response(`${JSON.stringify(edition.content, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="aivss-${edition.version.replaceAll(/[^\w.-]/g, "-")}.json"`,
    },
  });
});
