import { isSecure } from "@/lib/http/cookies";

/**
 * Scripts run by nonce only. Style elements need the nonce too; the `style` attribute stays allowed, because React writes widths of bars and
 * positions of popups there, and an attribute can load nothing.
 */
export function pagePolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Next's development server injects style elements without a nonce.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** What every page carries besides its policy. */
export function pageHeaders(): [string, string][] {
  return [
    ["cache-control", "no-store"],
    ["x-content-type-options", "nosniff"],
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms, which the door refuses.
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
    ...(isSecure() ? ([["strict-transport-security", "max-age=63072000; includeSubDomains"]] as [string, string][]) : []),
  ];
}
