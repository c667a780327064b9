import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { reason } from "@/lib/refusal";
import { importAnswers } from "@/lib/risk/hygiene/import/commands";
import { subjectParams } from "@/lib/risk/hygiene/schema";

export const POST = route(
  "POST /api/v1/vendors/{slug}/hygiene/import",
  { params: subjectParams, body: "stream", rate: "ingest" },
  async ({ viewer, params, request, now }) => {
    const { stream } = await openUpload(request);
    const imported = await importAnswers(viewer, { kind: "vendor", ...params }, stream, now);
    const { changed, same, empty } = imported;
    return done({
      data: imported,
      seeOther: `/vendors/${params.slug}/hygiene`,
      say: reason("hygiene.import.done", { changed, same, empty }),
    });
  },
);
