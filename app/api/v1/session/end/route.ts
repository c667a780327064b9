import { signOut } from "@/lib/auth/commands";
import { noSessionCookie } from "@/lib/auth/session";
import { cookieHeaders } from "@/lib/http/cookies";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/session/end", {}, async ({ viewer, request, now }) => {
  await signOut(viewer, request, now);
  return done({ seeOther: "/signin", headers: cookieHeaders([noSessionCookie()]) });
});
