import { banParams } from "@/lib/bans/schema";
import { attestRemoval } from "@/lib/compliance/commands";
import { attestSchema } from "@/lib/compliance/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/bans/{id}/attestations",
  { params: banParams, body: attestSchema },
  async ({ viewer, params, body, now }) => {
    const attested = await attestRemoval(viewer, { banId: params.id, ...body }, now);
    return done({ data: attested, status: 201, seeOther: "/", say: reason("compliance.said.attested") });
  },
);
