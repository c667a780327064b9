import { done, route } from "@/lib/http/route";
import { listAttachments } from "@/lib/risk/attachments/queries";
import { attachmentParams, uploadQuery } from "@/lib/risk/attachments/schema";
import { keep } from "../../../attachments/keep";

export const GET = route("GET /api/v1/findings/{id}/attachments", { params: attachmentParams }, async ({ viewer, params }) =>
  done({ data: { items: await listAttachments(viewer, { kind: "finding", id: params.id }) } }),
);

export const POST = route(
  "POST /api/v1/findings/{id}/attachments",
  { params: attachmentParams, query: uploadQuery, body: "stream", rate: "ingest" },
  async (facts) => keep({ kind: "finding", id: facts.params.id }, facts),
);
