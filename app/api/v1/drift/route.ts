import { type Decided, decideDrift, recordDriftExport } from "@/lib/bans/drift/commands";
import { DRIFT_CSV_HEADER, driftCsvRows, listDrift } from "@/lib/bans/drift/queries";
import { decideDriftSchema, driftListSchema } from "@/lib/bans/drift/schema";
import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { type Reason, reason } from "@/lib/refusal";

export const GET = route("GET /api/v1/drift", { query: driftListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listDrift(viewer, { ...filters, cursor, limit }) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordDriftExport(viewer, filters, now);
  const fileName = `scope-drift-${now.toISOString().slice(0, 10)}.csv`;
  return csvAnswer({ fileName, header: DRIFT_CSV_HEADER, rows: driftCsvRows(viewer, filters) });
});

export const POST = route("POST /api/v1/drift", { body: decideDriftSchema }, async ({ viewer, body, now }) => {
  const decided = await decideDrift(viewer, body, now);
  return done({ data: decided, say: saidOf(decided) });
});

function saidOf({ decision, count: n, bans }: Decided): Reason {
  if (decision === "dismiss") return reason("drift.said.dismissed", { n });
  const [first, ...others] = bans;
  if (first?.version != null && others.length === 0) return reason("drift.said.accepted", { n, code: first.code, version: first.version });
  return reason("drift.said.acceptedSeveral", { n, bans: bans.map(({ code }) => code).join(", ") });
}
