import { z } from "zod";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { withdrawRequest } from "@/lib/registry/requests/commands";
import { requestParams } from "@/lib/registry/requests/schema";

export const POST = route(
  "POST /api/v1/requests/{id}/withdrawal",
  { params: requestParams, body: z.strictObject({}) },
  async ({ viewer, params, now }) => {
    const withdrawn = await withdrawRequest(viewer, params, now);
    return done({ data: withdrawn, seeOther: "/me/requests", say: reason("requests.said.withdrawn", withdrawn) });
  },
);
