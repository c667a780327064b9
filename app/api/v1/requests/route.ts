import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { makeRequest } from "@/lib/registry/requests/commands";
import { listRequests } from "@/lib/registry/requests/queries";
import { makeRequestSchema, requestListSchema } from "@/lib/registry/requests/schema";

export const GET = route("GET /api/v1/requests", { query: requestListSchema }, async ({ viewer, query }) =>
  done({ data: await listRequests(viewer, query) }),
);

export const POST = route("POST /api/v1/requests", { body: makeRequestSchema, rate: "request" }, async ({ viewer, body, now }) => {
  const made = await makeRequest(viewer, body, now);
  return done({
    data: made,
    status: 201,
    seeOther: "/me/requests",
    say: reason("requests.said.made", { name: made.name, others: made.others }),
  });
});
