import { csvAnswer } from "@/lib/http/csv";
import { route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";
import { allReleaseRejects } from "@/lib/registry/releases/import/queries";
import { releaseImportParams } from "@/lib/registry/releases/import/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/releases/imports/{id}/rejects",
  { params: releaseImportParams, rate: "export" },
  async ({ viewer, params, locale }) => {
    const rejects = (await allReleaseRejects(viewer, params)) ?? refuse("not-found", "http.refusal.notFound");
    return csvAnswer({
      fileName: `${params.slug}-releases-${params.id}-rejects.csv`,
      header: ["place", "reason", "key", "excerpt"],
      rows: rejects.map(({ place, reason, excerpt }) => [place, sentenceOf(reason, locale), reason.key, excerpt]),
    });
  },
);
