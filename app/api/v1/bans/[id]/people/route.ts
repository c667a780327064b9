import { z } from "zod";
import { PEOPLE_CSV_HEADER, peopleCsvRows } from "@/app/api/v1/bans/[id]/people/csv-rows";
import { recordPeopleExport } from "@/lib/bans/commands";
import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { banObligations } from "@/lib/compliance/rows/queries";
import { obligationsSchema } from "@/lib/compliance/schema";
import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

const querySchema = z.strictObject({ ...obligationsSchema.shape, format: z.enum(["json", "csv"]).default("json") });

export const GET = route(
  "GET /api/v1/bans/{id}/people",
  { params: banParams, query: querySchema },
  async ({ viewer, params, query, now }) => {
    const { format, ...filters } = query;
    if (format === "json") return done({ data: await banObligations(viewer, params.id, filters, now) });
    const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
    await limitRate("export", `person-${viewer.personId}`);
    const { cursor: _cursor, limit: _limit, ...recorded } = filters;
    await recordPeopleExport(viewer, { code: ban.code, filters: recorded }, now);
    const stamp = now.toISOString().slice(0, 16).replace(":", "");
    return csvAnswer({
      fileName: `${ban.code}_people_${stamp}Z.csv`,
      header: PEOPLE_CSV_HEADER,
      rows: peopleCsvRows(viewer, params.id, filters, now),
    });
  },
);
