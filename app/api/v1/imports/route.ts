import { done, route } from "@/lib/http/route";
import { importProgress, listImports } from "@/lib/inventory/imports/queries";
import { importListQuery } from "@/lib/inventory/schema";

/** With `key` also how far that delivery has come: `step`, `done` and `total`. */
export const GET = route("GET /api/v1/imports", { query: importListQuery }, async ({ viewer, query }) => {
  const [list, progress] = await Promise.all([
    listImports(viewer, query),
    query.key === undefined ? null : importProgress(viewer, query.key),
  ]);
  return done({ data: { ...list, ...progress } });
});
