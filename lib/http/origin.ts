import { env } from "@/lib/env";

/** True for people's own browsers on our own pages. A missing or `null` origin is no proof. */
export function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (!origin || origin === "null" || !ownOrigins(request).includes(origin)) return false;
  // Browsers leave this header out over plain http to another machine; where it is sent it has to agree.
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin";
}

function ownOrigins(request: Request): string[] {
  const configured = new URL(env().NEXTAUTH_URL).origin;
  const host = request.headers.get("host");
  // A demonstration and development are opened under several names of one machine.
  const isLocal = Boolean(env().DEMO_FILE) || process.env.NODE_ENV === "development";
  return isLocal && host ? [configured, `http://${host}`] : [configured];
}

/** The caller's address. Only the last hop is believed: the address the proxy before us wrote, else what Next saw of the socket. */
export function addressOf(request: Request): string {
  const forwarded = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return (forwarded || request.headers.get("x-real-ip") || "unknown").slice(0, 64);
}
