import { LOCALE_COOKIE, THEME_COOKIE, ZONE_COOKIE } from "@/i18n/config";
import { savePreferences } from "@/lib/auth/commands";
import { preferencesSchema } from "@/lib/auth/schema";
import { sessionViewerOf } from "@/lib/auth/session";
import { cookieHeaders, cookieLine } from "@/lib/http/cookies";
import { done, route } from "@/lib/http/route";

const YEAR = 365 * 24 * 3_600;

// Public, because language and theme are chosen on the sign-in page too.
export const POST = route("POST /api/v1/me/preferences", { body: preferencesSchema }, async ({ body, request, requestId }) => {
  const viewer = await sessionViewerOf(request, requestId);
  if (viewer) await savePreferences(viewer, body);
  const chosen = { [LOCALE_COOKIE]: body.locale, [ZONE_COOKIE]: body.zone, [THEME_COOKIE]: body.theme };
  const lines = Object.entries(chosen).flatMap(([name, value]) => (value ? [cookieLine(name, value, { maxAge: YEAR })] : []));
  return done({ headers: cookieHeaders(lines) });
});
