import { signInSchema } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { cookieHeaders } from "@/lib/http/cookies";
import { ownPath } from "@/lib/http/own-path";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/session", { body: signInSchema }, async ({ body, request, requestId, now }) => {
  const lines = await signIn(body, { request, requestId }, now);
  return done({ seeOther: ownPath(body.next) ?? "/", headers: cookieHeaders(lines) });
});
