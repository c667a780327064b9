import { getCalendar } from "@/lib/bans/calendar/queries";
import { calendarSchema } from "@/lib/bans/calendar/schema";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/calendar", { query: calendarSchema }, async ({ viewer, query, now }) =>
  done({ data: await getCalendar(viewer, { year: query.year ?? now.getUTCFullYear() }, now) }),
);
