import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { recordAccess } from "@/lib/registry/models/access/commands";
import { listAccess } from "@/lib/registry/models/access/queries";
import { accessListSchema, recordAccessSchema } from "@/lib/registry/models/access/schema";

export const GET = route("GET /api/v1/access", { query: accessListSchema }, async ({ viewer, query }) =>
  done({ data: await listAccess(viewer, query) }),
);

export const POST = route("POST /api/v1/access", { body: recordAccessSchema }, async ({ viewer, body, now }) => {
  const edge = await recordAccess(viewer, body, now);
  const seeOther = `/models/${edge.family}`;
  return done({ data: edge, status: 201, seeOther, say: reason("models.done.recorded"), headers: { etag: `"${edge.revision}"` } });
});
