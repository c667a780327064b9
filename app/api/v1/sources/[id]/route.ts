import { done, route } from "@/lib/http/route";
import { reason, refuse } from "@/lib/refusal";
import { editSource } from "@/lib/risk/sources/commands";
import { getSource } from "@/lib/risk/sources/queries";
import { sourceCode } from "@/lib/risk/sources/rules";
import { editSourceSchema, sourceFormSchema, sourceParams } from "@/lib/risk/sources/schema";

export const GET = route("GET /api/v1/sources/{id}", { params: sourceParams }, async ({ viewer, params }) => {
  const source = await getSource(viewer, params.id);
  if (!source) return refuse("not-found", "sources.refusal.source");
  return done({ data: source, headers: { etag: `"${source.revision}"` } });
});

export const PATCH = route(
  "PATCH /api/v1/sources/{id}",
  { params: sourceParams, body: editSourceSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editSource(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, headers: { etag: `"${saved.revision}"` } });
  },
);

export const POST = route(
  "POST /api/v1/sources/{id}",
  { params: sourceParams, body: sourceFormSchema },
  async ({ viewer, params, body: { revision, ...changes }, now }) => {
    const saved = await editSource(viewer, { id: params.id, revision, changes }, now);
    return done({ data: saved, seeOther: `/sources/${saved.id}`, say: reason("sources.said.saved", { source: sourceCode(saved.id) }) });
  },
);
