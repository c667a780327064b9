import { revokeException } from "@/lib/bans/exceptions/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { exceptionParams, revokeSchema } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/revocation",
  { params: exceptionParams, body: revokeSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await revokeException(viewer, { ...params, ...body }, now);
    return done({ data: moved, seeOther: exceptionPath(moved.id), say: reason("exceptions.said.revoked", { code: moved.code }) });
  },
);
