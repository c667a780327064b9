import { csvAnswer } from "@/lib/http/csv";
import { route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";
import { listProblems } from "@/lib/registry/catalogue/updates/queries";
import { updateParams } from "@/lib/registry/catalogue/updates/schema";

export const GET = route(
  "GET /api/v1/catalogue/updates/{id}/problems",
  { params: updateParams, rate: "export" },
  async ({ viewer, params, locale }) => {
    const problems = (await listProblems(viewer, params.id)) ?? refuse("not-found", "http.refusal.notFound");
    return csvAnswer({
      fileName: `catalogue-${params.id}-problems.csv`,
      header: ["place", "entry", "reason", "key"],
      rows: problems.map(({ place, entry, reason }) => [place, entry, sentenceOf(reason, locale), reason.key]),
    });
  },
);
