import { withdrawException } from "@/lib/bans/exceptions/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionParams, moveExceptionSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/withdrawal",
  { params: exceptionParams, body: moveExceptionSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await withdrawException(viewer, { ...params, ...body }, now);
    return done({ data: moved, seeOther: exceptionPath(moved.id), say: reason("exceptions.said.withdrawn", { code: moved.code }) });
  },
);
