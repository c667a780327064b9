import { done, route } from "@/lib/http/route";
import { openUpload } from "@/lib/http/upload";
import { importPeople } from "@/lib/people/import/commands";
import { importPeopleQuery } from "@/lib/people/import/schema";
import { listPeople } from "@/lib/people/queries";
import { peopleListSchema } from "@/lib/people/schema";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/people", { query: peopleListSchema }, async ({ viewer, query }) =>
  done({ data: await listPeople(viewer, query) }),
);

export const POST = route("POST /api/v1/people", { query: importPeopleQuery, body: "stream" }, async ({ viewer, query, request, now }) => {
  const { stream, fields } = await openUpload(request);
  const idempotencyKey = request.headers.get("idempotency-key") ?? fields._idempotency;
  if (!idempotencyKey) refuse("invalid", "people.whyNot.keyMissing");
  const isForm = "_idempotency" in fields;
  const complete = isForm ? fields.complete === "true" : query.complete;
  const { importId } = await importPeople(viewer, { stream, idempotencyKey, complete }, now);
  return done({
    data: { id: importId },
    status: 201,
    seeOther: `/imports/${importId}`,
    headers: { location: `/api/v1/imports/${importId}` },
  });
});
