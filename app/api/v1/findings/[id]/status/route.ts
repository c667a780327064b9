import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { changeStatus } from "@/lib/risk/findings/commands";
import { findingPath } from "@/lib/risk/findings/rules";
import { findingParams, statusSchema } from "@/lib/risk/findings/schema";

export const POST = route(
  "POST /api/v1/findings/{id}/status",
  { params: findingParams, body: statusSchema },
  async ({ viewer, params, body, now }) => {
    const saved = await changeStatus(viewer, { ...params, ...body }, now);
    const say = reason(body.status === "FIXED" ? "findings.said.fixed" : "findings.said.status");
    return done({ data: saved, seeOther: `${findingPath(saved.id)}#status`, say });
  },
);
