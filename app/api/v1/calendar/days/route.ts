import { recordDays } from "@/lib/bans/calendar/commands";
import { recordDaysSchema } from "@/lib/bans/calendar/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route("POST /api/v1/calendar/days", { body: recordDaysSchema }, async ({ viewer, body, now }) => {
  const recorded = await recordDays(viewer, body, now);
  const say = reason("calendar.said.days", { n: recorded.days.length });
  return done({ data: recorded, status: 201, seeOther: `/calendar?year=${body.day.slice(0, 4)}`, say });
});
