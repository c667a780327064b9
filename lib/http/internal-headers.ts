/** Headers that `proxy.ts` writes for our own pages. It drops whatever arrives under these names from outside. */
export const PATH_HEADER = "x-interdict-path";
export const FLASH_HEADER = "x-interdict-flash";
/** The cookie that `proxy.ts` moves into the header above, so that a flash is read once. */
export const FLASH_COOKIE = "flash";
export const REQUEST_HEADER = "x-request-id";
