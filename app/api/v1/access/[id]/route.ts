import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { editAccess, type SavedAccess } from "@/lib/registry/models/access/commands";
import { getAccess } from "@/lib/registry/models/access/queries";
import { accessFormSchema, accessParams, editAccessSchema } from "@/lib/registry/models/access/schema";

export const GET = route("GET /api/v1/access/{id}", { params: accessParams }, async ({ viewer, params }) => {
  const edge = await getAccess(viewer, params.id);
  if (!edge) refuse("not-found", "models.refusal.access");
  return done({ data: edge, headers: { etag: `"${edge.revision}"` } });
});

export const PATCH = route(
  "PATCH /api/v1/access/{id}",
  { params: accessParams, body: editAccessSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => saved(await editAccess(viewer, { ...params, revision, changes }, now)),
);

export const POST = route(
  "POST /api/v1/access/{id}",
  { params: accessParams, body: accessFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => saved(await editAccess(viewer, { ...params, revision, changes }, now)),
);

function saved(edge: SavedAccess) {
  const headers = { etag: `"${edge.revision}"` };
  return done({ data: edge, seeOther: `/models/${edge.family}`, say: reason("models.done.accessSaved"), headers });
}
