import { recordRadiusExport } from "@/lib/bans/blast-radius/rows/commands";
import { radiusCsvRows, radiusRows } from "@/lib/bans/blast-radius/rows/queries";
import { RADIUS_LISTS, radiusParams, radiusRowsSchema } from "@/lib/bans/blast-radius/rows/schema";
import { lintedVersion } from "@/lib/bans/lint/queries";
import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";

export const GET = route(
  "GET /api/v1/bans/{id}/blast-radius/{rows}",
  { params: radiusParams, query: radiusRowsSchema },
  async ({ viewer, params, query, now }) => {
    const { format, cursor, limit, ...filters } = query;
    const { content, code } = await lintedVersion(viewer, params.id);
    const asked = { banId: params.id, content, list: params.rows, filters };
    if (format === "json") return done({ data: await radiusRows(viewer, asked, { cursor, limit }, now) });
    await limitRate("export", `person-${viewer.personId}`);
    await recordRadiusExport(viewer, { code, list: params.rows, filters }, now);
    const stamp = now.toISOString().slice(0, 16).replace(":", "");
    return csvAnswer({
      fileName: `${code}_${params.rows}_${stamp}Z.csv`,
      header: RADIUS_LISTS[params.rows].map(({ id }) => id),
      rows: radiusCsvRows(viewer, asked, now),
    });
  },
);
