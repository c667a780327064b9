import { tokenParams } from "@/lib/auth/schema";
import { revokeToken } from "@/lib/auth/tokens";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/tokens/{id}/revocation", { params: tokenParams }, async ({ viewer, params, now }) => {
  await revokeToken(viewer, params.id, now);
  return done({ seeOther: "/tokens", say: { key: "auth.tokens.revoked" } });
});
