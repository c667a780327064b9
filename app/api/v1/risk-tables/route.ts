import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { reason } from "@/lib/refusal";
import { proposeEdition } from "@/lib/risk/tables/commands";
import { listEditions } from "@/lib/risk/tables/queries";

export const GET = route("GET /api/v1/risk-tables", {}, async ({ viewer }) =>
  done({ data: { items: await listEditions(viewer), next: null } }),
);

export const POST = route("POST /api/v1/risk-tables", { body: "stream", rate: "ingest" }, async ({ viewer, request, now }) => {
  const { stream } = await openUpload(request);
  const { id, isNew } = await proposeEdition(viewer, stream, now);
  return done({
    data: { id },
    status: isNew ? 201 : 200,
    seeOther: `/risk/tables/${id}`,
    say: reason(isNew ? "classes.said.tables.proposed" : "classes.said.tables.known"),
    headers: { location: `/api/v1/risk-tables/${id}` },
  });
});
