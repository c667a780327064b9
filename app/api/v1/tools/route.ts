import { verdictScope } from "@/app/(app)/registry/verdict-scope";
import { can, must } from "@/lib/auth/permissions";
import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { ownPlace } from "@/lib/registry/queries";
import { toolListSchema } from "@/lib/registry/schema";
import { recordToolExport } from "@/lib/registry/search/commands";
import { listToolItems, TOOL_CSV_HEADER, toolCsvRows } from "@/lib/registry/search/queries";
import { createTool } from "@/lib/registry/tools/commands";
import { createToolSchema } from "@/lib/registry/tools/schema";

export const GET = route("GET /api/v1/tools", { query: toolListSchema }, async ({ viewer, query, now, request }) => {
  // Whoever reads the registry asks for the company; everybody else for themselves.
  const person = can(viewer, "registry:read") ? null : await ownPlace(viewer);
  const scope = await verdictScope(viewer, person, now);
  const wantsCsv = query.format === "csv" || (!query.format && request.headers.get("accept")?.startsWith("text/csv"));
  if (!wantsCsv) return done({ data: await listToolItems(viewer, query, scope) });
  must(viewer, "registry:read");
  const { cursor: _cursor, limit: _limit, format: _format, sort, ...filters } = query;
  await limitRate("export", `person-${viewer.personId}`);
  const rows = await toolCsvRows(viewer, filters, sort ?? "name", scope);
  await recordToolExport(viewer, filters, rows.length, now);
  return csvAnswer({ fileName: `tools-${now.toISOString().slice(0, 10)}.csv`, header: TOOL_CSV_HEADER, rows });
});

export const POST = route("POST /api/v1/tools", { body: createToolSchema }, async ({ viewer, body, now }) => {
  const made = await createTool(viewer, body, now);
  const headers = { etag: `"${made.revision}"` };
  return done({ data: made, status: 201, headers, seeOther: `/tools/${made.slug}/identifiers`, say: reason("tools.said.created") });
});
