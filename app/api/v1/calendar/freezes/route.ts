import { recordFreeze } from "@/lib/bans/calendar/commands";
import { recordFreezeSchema } from "@/lib/bans/calendar/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route("POST /api/v1/calendar/freezes", { body: recordFreezeSchema }, async ({ viewer, body, now }) =>
  done({ data: await recordFreeze(viewer, body, now), status: 201, seeOther: "/calendar", say: reason("calendar.said.freeze") }),
);
