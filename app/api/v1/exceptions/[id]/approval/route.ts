import { approveException } from "@/lib/bans/exceptions/commands";
import { exceptionPath } from "@/lib/bans/exceptions/rules";
import { approveSchema, exceptionParams } from "@/lib/bans/exceptions/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/exceptions/{id}/approval",
  { params: exceptionParams, body: approveSchema },
  async ({ viewer, params, body, now }) => {
    const moved = await approveException(viewer, { ...params, ...body }, now);
    return done({
      data: moved,
      seeOther: exceptionPath(moved.id),
      say: reason(moved.status === "ACTIVE" ? "exceptions.said.began" : "exceptions.said.approved", { code: moved.code }),
    });
  },
);
