import { done, route } from "@/lib/http/route";
import { getImport } from "@/lib/inventory/imports/queries";
import { idParams } from "@/lib/inventory/schema";
import { refuse } from "@/lib/refusal";
import { importAnswer } from "../import-answer";

export const GET = route("GET /api/v1/imports/{id}", { params: idParams }, async ({ viewer, params, locale }) => {
  const found = (await getImport(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
  return done({ data: importAnswer(found, locale) });
});
