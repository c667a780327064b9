import type { NextAuthOptions } from "next-auth";

/**
 * Ways to sign in besides a local account. Empty: local accounts come through our own door (`POST /api/v1/session`), which works without
 * JavaScript. An OpenID Connect provider joins here; `/api/auth/*` answers as soon as the list holds one.
 */
export const PROVIDERS: NextAuthOptions["providers"] = [];
