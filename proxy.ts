import { type NextRequest, NextResponse } from "next/server";
import { FLASH_COOKIE, FLASH_HEADER, PATH_HEADER, REQUEST_HEADER } from "@/lib/http/internal-headers";
import { pageHeaders, pagePolicy } from "@/lib/http/page-headers";

/** Said by us to ourselves; whatever arrives under these names from outside is dropped. */
function isInternal(name: string): boolean {
  return (
    name.startsWith("x-middleware-") ||
    name.startsWith("x-interdict-") ||
    ["content-security-policy", "content-security-policy-report-only", "x-nonce", REQUEST_HEADER].includes(name)
  );
}

/**
 * Headers for pages, nothing else: no authorization here, pages and the door do that themselves. `/api` is kept out, because Next would
 * buffer its bodies and cut them at 10 MB.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy(nonce);
  const headers = new Headers([...request.headers].filter(([name]) => !isInternal(name)));
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(REQUEST_HEADER, crypto.randomUUID());
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const flash = request.cookies.get(FLASH_COOKIE)?.value;
  if (flash) headers.set(FLASH_HEADER, flash);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set(REQUEST_HEADER, headers.get(REQUEST_HEADER) ?? "");
  for (const [name, value] of pageHeaders()) response.headers.set(name, value);
  // What a form left is said once: on the page that the browser opens next, not on one it fetches ahead.
  if (flash && !request.headers.has("next-router-prefetch")) response.cookies.set(FLASH_COOKIE, "", { maxAge: 0, path: "/" });
  return response;
}

export const config = { matcher: ["/((?!api/|_next/|favicon.ico).*)"] };
