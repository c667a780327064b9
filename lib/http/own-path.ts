/** A path of this site, or null. Anything a browser could read as another site (`//x`, `/\x`, a scheme, control characters) is not one. */
export function ownPath(value: string | null | undefined): string | null {
  if (!value?.startsWith("/") || value.length > 2_000) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop tabs and line ends before they read an address.
  if (/[\u0000-\u001f\u007f\\]/.test(value) || value.startsWith("//")) return null;
  const base = "http://own.invalid";
  if (!URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The path of the page that sent a request, if it is one of ours. */
export function refererPath(request: Request): string | null {
  const referer = request.headers.get("referer");
  if (!referer || !URL.canParse(referer)) return null;
  const { pathname, search } = new URL(referer);
  return ownPath(`${pathname}${search}`);
}
