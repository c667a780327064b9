import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { answerRequest } from "@/lib/registry/requests/commands";
import { answerRequestSchema, requestParams } from "@/lib/registry/requests/schema";

export const POST = route(
  "POST /api/v1/requests/{id}/answer",
  { params: requestParams, body: answerRequestSchema },
  async ({ viewer, params, body, now }) => {
    const answered = await answerRequest(viewer, { ...params, ...body }, now);
    return done({ data: answered, seeOther: "/requests", say: reason("requests.said.answered", answered) });
  },
);
