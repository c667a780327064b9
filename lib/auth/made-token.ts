import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { cookieLine } from "@/lib/http/cookies";

const COOKIE = "made-token";
const SECONDS = 60;
/** Another purpose, another key: a session cookie is no made token and the other way round. */
const SALT = "made-token";

type Made = { id: number; token: string };

/** Carries a new token to the page that shows it once, encrypted and for a minute, so that the page works without JavaScript too. */
export async function madeTokenCookie(viewer: Viewer, { id, token }: Made): Promise<string> {
  const content = { made: token, tokenId: id, personId: viewer.personId };
  return cookieLine(COOKIE, await encode({ token: content, secret: env().NEXTAUTH_SECRET, maxAge: SECONDS, salt: SALT }), {
    maxAge: SECONDS,
  });
}

/** The token that the viewer made within the last minute, or null. */
export async function readMadeToken(viewer: Viewer): Promise<Made | null> {
  const cookie = (await cookies()).get(COOKIE)?.value;
  if (!cookie) return null;
  try {
    const content = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET, salt: SALT });
    if (content?.personId !== viewer.personId || typeof content?.made !== "string" || typeof content.tokenId !== "number") return null;
    return { id: content.tokenId, token: content.made };
  } catch {
    return null;
  }
}
