import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { EXPOSURE_CSV_HEADER, exposureCsvRows, exposureSummary, listExposure } from "@/lib/risk/exposure/queries";
import { exposureListSchema } from "@/lib/risk/exposure/schema";
import { recordFindingExport } from "@/lib/risk/findings/commands";
import { getFinding } from "@/lib/risk/findings/detail/queries";
import { findingParams } from "@/lib/risk/findings/schema";

export const GET = route(
  "GET /api/v1/findings/{id}/exposure",
  { params: findingParams, query: exposureListSchema },
  async ({ viewer, params, query, now }) => {
    const finding = (await getFinding(viewer, params.id)) ?? refuse("not-found", "findings.refusal.finding");
    const { cursor, limit, format, ...filters } = query;
    if (format !== "csv") {
      const [summary, list] = await Promise.all([
        exposureSummary(viewer, finding),
        listExposure(viewer, finding, { ...filters, cursor, limit }),
      ]);
      return done({ data: { summary, ...list } });
    }
    await limitRate("export", `person-${viewer.personId}`);
    await recordFindingExport(viewer, { subjectId: params.id, filters: { exposure: true, ...filters }, format }, now);
    return csvAnswer({
      fileName: `exposure-${finding.code.toLowerCase()}-${now.toISOString().slice(0, 10)}.csv`,
      header: EXPOSURE_CSV_HEADER,
      rows: exposureCsvRows(viewer, finding, filters),
    });
  },
);
