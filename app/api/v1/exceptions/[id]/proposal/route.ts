import { proposeAgain } from "@/lib/bans/exceptions/request/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionParams, proposeAgainSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/proposal",
  { params: exceptionParams, body: proposeAgainSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await proposeAgain(viewer, { ...params, ...body }, now);
    return done({ data: moved, seeOther: exceptionPath(moved.id), say: reason("exceptions.said.again", { code: moved.code }) });
  },
);
