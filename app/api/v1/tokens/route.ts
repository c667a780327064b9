import { madeTokenCookie } from "@/lib/auth/made-token";
import { createTokenSchema } from "@/lib/auth/schema";
import { createToken, listTokens } from "@/lib/auth/tokens";
import { cookieHeaders } from "@/lib/http/cookies";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/tokens", {}, async ({ viewer }) => done({ data: { items: await listTokens(viewer), next: null } }));

export const POST = route("POST /api/v1/tokens", { body: createTokenSchema }, async ({ viewer, body, now }) => {
  const made = await createToken(viewer, body, now);
  return done({ data: made, status: 201, seeOther: "/tokens#made", headers: cookieHeaders([await madeTokenCookie(viewer, made)]) });
});
