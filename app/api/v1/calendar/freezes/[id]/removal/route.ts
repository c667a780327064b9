import { removeFreeze } from "@/lib/bans/calendar/commands";
import { calendarEntryParams } from "@/lib/bans/calendar/schema";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";

export const POST = route(
  "POST /api/v1/calendar/freezes/{id}/removal",
  { params: calendarEntryParams },
  async ({ viewer, params, now }) => {
    await removeFreeze(viewer, params, now);
    return done({ say: reason("calendar.said.removed") });
  },
);
