import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";
import { getReleaseImport } from "@/lib/registry/releases/import/queries";
import { releaseImportParams } from "@/lib/registry/releases/import/schema";

export const GET = route(
  "GET /api/v1/tools/{slug}/releases/imports/{id}",
  { params: releaseImportParams },
  async ({ viewer, params, locale }) => {
    const { rejects, ...found } = (await getReleaseImport(viewer, params)) ?? refuse("not-found", "http.refusal.notFound");
    const worded = rejects.map(({ place, reason, excerpt }) => ({ place, key: reason.key, reason: sentenceOf(reason, locale), excerpt }));
    return done({ data: { ...found, rejects: worded } });
  },
);
