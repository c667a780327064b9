import { csvAnswer } from "@/lib/http/csv";
import { route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { allRemarks } from "@/lib/inventory/imports/queries";
import { idParams } from "@/lib/inventory/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/imports/{id}/rejects", { params: idParams, rate: "export" }, async ({ viewer, params, locale }) => {
  const remarks = (await allRemarks(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
  return csvAnswer({
    fileName: `import-${params.id}-rejects.csv`,
    header: ["line", "taken", "reason", "key", "excerpt"],
    rows: remarks.map(({ line, reason, excerpt }) => [
      line,
      reason.key.startsWith("inventory.warning."),
      sentenceOf(reason, locale),
      reason.key,
      excerpt,
    ]),
  });
});
