import { recordRecordExport } from "@/lib/bans/record/commands";
import { getRecord } from "@/lib/bans/record/queries";
import { recordDocument } from "@/lib/bans/record/rules";
import { banParams } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/record", { params: banParams, rate: "export" }, async ({ viewer, params, now }) => {
  const record = (await getRecord(viewer, params.id, now)) ?? refuse("not-found", "bans.refusal.notFound");
  await recordRecordExport(viewer, record.ban.code, now);
  const stamp = now.toISOString().slice(0, 16).replace(":", "");
  const headers = { "content-disposition": `attachment; filename="${record.ban.code}_record_${stamp}Z.json"` };
  return done({ data: recordDocument(record, viewer.name), headers });
});
