import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { routesOf } from "@/lib/registry/models/access/queries";
import { readingOf } from "@/lib/registry/models/access/rules";
import { editFamily, type SavedFamily } from "@/lib/registry/models/commands";
import { getFamily } from "@/lib/registry/models/queries";
import { editFamilySchema, familyFormSchema } from "@/lib/registry/models/schema";
import { slugParams } from "@/lib/registry/schema";

export const GET = route("GET /api/v1/models/{slug}", { params: slugParams }, async ({ viewer, params }) => {
  const [family, routes] = await Promise.all([getFamily(viewer, params.slug), routesOf(viewer, params.slug)]);
  if (!family) refuse("not-found", "models.refusal.family");
  return done({ data: { ...family, reading: readingOf(routes) }, headers: { etag: `"${family.revision}"` } });
});

export const PATCH = route(
  "PATCH /api/v1/models/{slug}",
  { params: slugParams, body: editFamilySchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => saved(await editFamily(viewer, { ...params, revision, changes }, now)),
);

export const POST = route(
  "POST /api/v1/models/{slug}",
  { params: slugParams, body: familyFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => saved(await editFamily(viewer, { ...params, revision, changes }, now)),
);

function saved(family: SavedFamily) {
  const headers = { etag: `"${family.revision}"` };
  return done({ data: family, seeOther: `/models/${family.slug}`, say: reason("models.done.saved"), headers });
}
