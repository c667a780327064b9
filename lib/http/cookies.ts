import { env } from "@/lib/env";

/** The value of one cookie of a request, decoded; undefined where it is absent or garbled. */
export function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const separator = pair.indexOf("=");
    if (separator < 0 || pair.slice(0, separator).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(separator + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** True when people reach us over https; cookies are then Secure and carry the `__Host-` prefix. */
export function isSecure(): boolean {
  return env().NEXTAUTH_URL.startsWith("https://");
}

/** A Set-Cookie line for the whole site, hidden from scripts. `maxAge` in seconds; 0 removes the cookie; without it the cookie ends with the browser. */
export function cookieLine(name: string, value: string, { maxAge }: { maxAge?: number } = {}): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
  if (isSecure()) parts.push("Secure");
  return parts.join("; ");
}

/** Several Set-Cookie lines as the headers of an answer. */
export function cookieHeaders(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) headers.append("set-cookie", line);
  return headers;
}
