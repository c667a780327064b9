import { changePassword } from "@/lib/auth/commands";
import { changePasswordSchema } from "@/lib/auth/schema";
import { done, route } from "@/lib/http/route";

export const POST = route("POST /api/v1/me/password", { body: changePasswordSchema }, async ({ viewer, body, request, now }) => {
  await changePassword(viewer, body, request, now);
  return done({ seeOther: "/me/sessions", say: { key: "auth.password.changed" } });
});
