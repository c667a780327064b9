import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { reason } from "@/lib/refusal";
import { importFindings } from "@/lib/risk/exchange/commands";

export const POST = route("POST /api/v1/findings/import", { body: "stream", rate: "ingest" }, async ({ viewer, request, now }) => {
  const { stream, fileName } = await openUpload(request);
  try {
    const imported = await importFindings(viewer, { stream, fileName }, now);
    const { added, updated, unchanged, rejected } = imported;
    return done({
      data: imported,
      status: 201,
      seeOther: `/findings/import?report=${imported.id}`,
      say: reason("exchange.result.said", { added, updated, unchanged, rejected }),
      headers: { location: `/api/v1/findings/imports/${imported.id}` },
    });
  } finally {
    stream.destroy();
  }
});
