import { endSessions } from "@/lib/auth/commands";
import { endSessionsSchema } from "@/lib/auth/schema";
import { noSessionCookie } from "@/lib/auth/session";
import { cookieHeaders } from "@/lib/http/cookies";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/me/sessions/end", { body: endSessionsSchema }, async ({ viewer, body, request, now }) => {
  const { isCurrent } = await endSessions(viewer, body, request, now);
  if (isCurrent) return done({ seeOther: "/signin", headers: cookieHeaders([noSessionCookie()]) });
  return done({ seeOther: "/me/sessions", say: { key: "auth.sessions.ended" } });
});
