import { demoSignInSchema } from "@/lib/auth/schema";
import { signInAsPersona } from "@/lib/auth/sign-in";
import { cookieHeaders } from "@/lib/http/cookies";
import { ownPath } from "@/lib/http/own-path";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/session/demo", { body: demoSignInSchema }, async ({ body, request, requestId, now }) => {
  const lines = await signInAsPersona(body.email, { request, requestId }, now);
  return done({ seeOther: ownPath(body.next) ?? "/", headers: cookieHeaders(lines) });
});
