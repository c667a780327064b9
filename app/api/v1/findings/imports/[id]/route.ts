import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";
import { getFindingImport } from "@/lib/risk/exchange/queries";
import { importParams } from "@/lib/risk/exchange/schema";

/** What became of every row of one file. */
export const GET = route("GET /api/v1/findings/imports/{id}", { params: importParams }, async ({ viewer, params, locale }) => {
  const { rows, ...report } = (await getFindingImport(viewer, params)) ?? refuse("not-found", "http.refusal.notFound");
  const worded = rows.map((row) => ({ ...row, said: row.said.map((one) => ({ key: one.key, sentence: sentenceOf(one, locale) })) }));
  return done({ data: { ...report, rows: worded } });
});
