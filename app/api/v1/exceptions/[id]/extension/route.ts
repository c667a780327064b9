import { extendException } from "@/lib/bans/exceptions/request/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionParams, extendSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/extension",
  { params: exceptionParams, body: extendSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await extendException(viewer, { ...params, ...body }, now);
    return done({ data: moved, seeOther: exceptionPath(moved.id), say: reason("exceptions.said.requested", { code: moved.code }) });
  },
);
