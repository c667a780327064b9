import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { createFamily } from "@/lib/registry/models/commands";
import { listFamilies } from "@/lib/registry/models/queries";
import { createFamilySchema, familyListSchema } from "@/lib/registry/models/schema";

export const GET = route("GET /api/v1/models", { query: familyListSchema }, async ({ viewer, query }) =>
  done({ data: await listFamilies(viewer, query) }),
);

export const POST = route("POST /api/v1/models", { body: createFamilySchema }, async ({ viewer, body, now }) => {
  const family = await createFamily(viewer, body, now);
  const seeOther = `/models/${family.slug}`;
  return done({ data: family, status: 201, seeOther, say: reason("models.done.created"), headers: { etag: `"${family.revision}"` } });
});
