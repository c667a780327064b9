import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { recordClaim, recordClaimExport } from "@/lib/risk/claims/commands";
import { CLAIM_CSV_HEADER, claimCsvRows, listClaims } from "@/lib/risk/claims/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { claimListSchema, recordClaimSchema } from "@/lib/risk/claims/schema";

export const GET = route("GET /api/v1/claims", { query: claimListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listClaims(viewer, { ...filters, cursor, limit }) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordClaimExport(viewer, filters, now);
  return csvAnswer({
    fileName: `claims-${now.toISOString().slice(0, 10)}.csv`,
    header: CLAIM_CSV_HEADER,
    rows: claimCsvRows(viewer, filters),
  });
});

export const POST = route("POST /api/v1/claims", { body: recordClaimSchema }, async ({ viewer, body, now }) => {
  const created = await recordClaim(viewer, body, now);
  return done({
    data: created,
    status: 201,
    seeOther: `/claims/${created.id}`,
    say: reason("claims.said.recorded", { claim: claimCode(created.id) }),
    headers: { location: `/api/v1/claims/${created.id}` },
  });
});
