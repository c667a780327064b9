import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { editFinding } from "@/lib/risk/findings/commands";
import { getFinding } from "@/lib/risk/findings/detail/queries";
import { findingCode, findingPath } from "@/lib/risk/findings/rules";
import { editFindingSchema, findingFormSchema, findingParams } from "@/lib/risk/findings/schema";
import { lagsOfFinding } from "@/lib/risk/lags/queries";

export const GET = route("GET /api/v1/findings/{id}", { params: findingParams }, async ({ viewer, params, now }) => {
  const finding = (await getFinding(viewer, params.id)) ?? refuse("not-found", "findings.refusal.finding");
  const lags = await lagsOfFinding(viewer, finding, now);
  return done({ data: { ...finding, ...lags }, headers: { etag: `"${finding.revision}"` } });
});

export const PATCH = route(
  "PATCH /api/v1/findings/{id}",
  { params: findingParams, body: editFindingSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editFinding(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, headers: { etag: `"${saved.revision}"` } });
  },
);

export const POST = route(
  "POST /api/v1/findings/{id}",
  { params: findingParams, body: findingFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editFinding(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, seeOther: findingPath(saved.id), say: reason("findings.said.saved", { code: findingCode(saved.id) }) });
  },
);
