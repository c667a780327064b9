import { route } from "@/lib/http/route";
import { exportFindings } from "@/lib/risk/exchange/export";
import { exportQuery } from "@/lib/risk/exchange/schema";

export const GET = route("GET /api/v1/findings/export", { query: exportQuery, rate: "export" }, async ({ viewer, query, now }) => {
  const { content, fileName, leftOut } = await exportFindings(viewer, query, now);
  return new Response(`${JSON.stringify(content, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, "-")}"`,
      // OSV has no words for findings that are not affected.
      "x-left-out": String(leftOut),
    },
  });
});
