import "server-only";
import type { NextAuthOptions } from "next-auth";
import { SESSION_HOURS, sessionCookieName } from "@/lib/auth/cookies";
import { PROVIDERS } from "@/lib/auth/providers";
import { env } from "@/lib/env";
import { isSecure } from "@/lib/http/cookies";

/** next-auth shares the cookie with our own door. Its token carries the session's id and nothing that a decision rests on. */
export function authOptions(): NextAuthOptions {
  return {
    providers: PROVIDERS,
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3_600 },
    pages: { signIn: "/signin", error: "/signin" },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } },
    },
    callbacks: {
      jwt: ({ token }) => (typeof token.sid === "string" ? { sid: token.sid } : {}),
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}
