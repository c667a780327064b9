import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { reason } from "@/lib/refusal";
import { proposeUpdate } from "@/lib/registry/catalogue/updates/commands";
import { listUpdates, updateListQuery } from "@/lib/registry/catalogue/updates/queries";
import { uploadQuery } from "@/lib/registry/catalogue/updates/schema";

export const GET = route("GET /api/v1/catalogue/updates", { query: updateListQuery }, async ({ viewer, query }) =>
  done({ data: await listUpdates(viewer, query) }),
);

export const POST = route(
  "POST /api/v1/catalogue/updates",
  { query: uploadQuery, body: "stream", rate: "ingest" },
  async ({ viewer, query, request, now }) => {
    const { stream, fields, fileName } = await openUpload(request);
    const isForm = "_idempotency" in fields;
    const complete = isForm ? fields.complete === "true" : query.complete;
    const { id, isNew } = await proposeUpdate(viewer, { stream, name: query.name ?? fileName, complete }, now);
    return done({
      data: { id },
      status: isNew ? 201 : 200,
      seeOther: `/catalogue/${id}`,
      say: reason(isNew ? "catalogue.result.proposed" : "catalogue.result.known"),
      headers: { location: `/api/v1/catalogue/updates/${id}` },
    });
  },
);
