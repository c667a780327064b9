import { setupSchema } from "@/lib/auth/schema";
import { setUp } from "@/lib/auth/setup";
import { cookieHeaders } from "@/lib/http/cookies";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/setup", { body: setupSchema }, async ({ body, request, requestId, now }) => {
  const lines = await setUp(body, { request, requestId }, now);
  return done({ seeOther: "/", headers: cookieHeaders(lines) });
});
