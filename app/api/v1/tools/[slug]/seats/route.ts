import { recordSeats } from "@/lib/bans/use/commands";
import { recordSeatsSchema } from "@/lib/bans/use/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/seats",
  { params: slugParams, body: recordSeatsSchema },
  async ({ viewer, params, body, now }) => {
    const recorded = await recordSeats(viewer, { ...params, ...body }, now);
    return done({ data: recorded, status: 201, seeOther: `/tools/${params.slug}/use`, say: reason("blast.use.recorded") });
  },
);
