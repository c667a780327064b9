import { isSecure } from "@/lib/http/cookies";

/** Real time. Idle is counted from the last request, the absolute end from the sign-in. */
export const SESSION_IDLE_MINUTES = 60;
export const SESSION_HOURS = 12;

/** `__Host-` binds the cookie to this host and to https; browsers refuse the prefix over http. */
export function sessionCookieName(): string {
  return `${isSecure() ? "__Host-" : ""}interdict.session`;
}
