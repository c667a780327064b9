import { rejectException } from "@/lib/bans/exceptions/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionParams, rejectSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/rejection",
  { params: exceptionParams, body: rejectSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await rejectException(viewer, { ...params, ...body }, now);
    return done({ data: moved, seeOther: exceptionPath(moved.id), say: reason("exceptions.said.rejected", { code: moved.code }) });
  },
);
