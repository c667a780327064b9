import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { DEFAULT_ZONE, isLocale, isZone, LOCALE_COOKIE, type Locale, preferredLocale, ZONE_COOKIE } from "@/i18n/config";
import { messagesOf } from "@/i18n/messages";

async function requestedLocale(override: string | undefined): Promise<Locale> {
  if (isLocale(override)) return override;
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  return preferredLocale((await headers()).get("accept-language"));
}

export default getRequestConfig(async ({ locale: override }) => {
  const locale = await requestedLocale(override);
  const zone = (await cookies()).get(ZONE_COOKIE)?.value;
  return {
    locale,
    messages: messagesOf(locale),
    timeZone: isZone(zone) ? zone : DEFAULT_ZONE,
    onError(error) {
      // A missing sentence must never reach a person unseen: it stops development and tests, and is logged in production.
      if (process.env.NODE_ENV !== "production") throw error;
      console.error(error);
    },
  };
});
