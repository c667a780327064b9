import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies, headers } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { cache } from "react";
import { isLocale, LOCALE_COOKIE, type Locale } from "@/i18n/config";
import { SESSION_HOURS, SESSION_IDLE_MINUTES, sessionCookieName } from "@/lib/auth/cookies";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { cookieLine, cookieOf } from "@/lib/http/cookies";
import { REQUEST_HEADER } from "@/lib/http/internal-headers";

const MINUTE = 60_000;

export function hashOf(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}

/** The id in a session cookie, or null for anything this server did not encrypt. */
export async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

/** Opens a session and returns its id, which is kept nowhere but in the cookie. */
export async function openSession(tx: Tx, personId: number, from: { userAgent: string; address: string }): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  const at = new Date();
  await tx.session.create({
    data: {
      idHash: hashOf(id),
      personId,
      createdAt: at,
      lastSeenAt: at,
      userAgent: from.userAgent.slice(0, 400),
      address: from.address.slice(0, 64),
    },
    select: { personId: true },
  });
  return id;
}

/** The Set-Cookie line of a session: next-auth's encrypted token, which carries the id and nothing else. */
export async function sessionCookie(id: string): Promise<string> {
  const maxAge = SESSION_HOURS * 3_600;
  const token = await encode({ token: { sid: id }, secret: env().NEXTAUTH_SECRET, maxAge });
  return cookieLine(sessionCookieName(), token, { maxAge });
}

export function noSessionCookie(): string {
  return cookieLine(sessionCookieName(), "", { maxAge: 0 });
}

type SessionRow = {
  personId: number;
  name: string;
  locale: string;
  zone: string;
  lastSeenAt: Date;
  roles: Role[];
  managedPaths: string[];
};

/** Everything that decides what a person may, looked up now: one statement. */
async function findLiveSession(idHash: Buffer, at: Date): Promise<SessionRow | null> {
  const started = new Date(at.getTime() - SESSION_HOURS * 60 * MINUTE);
  const seen = new Date(at.getTime() - SESSION_IDLE_MINUTES * MINUTE);
  const [row] = await db.$queryRaw<SessionRow[]>`
    SELECT p.id AS "personId", p.name, p.locale, p.zone, s.last_seen_at AS "lastSeenAt",
           ARRAY(SELECT r.role::text FROM person_role r WHERE r.person_id = p.id) AS roles,
           ARRAY(SELECT t.path::text FROM team t WHERE t.manager_id = p.id ORDER BY t.path) AS "managedPaths"
      FROM session s JOIN person p ON p.id = s.person_id
     WHERE s.id_hash = ${idHash} AND p.active AND s.created_at > ${started} AND s.last_seen_at > ${seen}`;
  return row ?? null;
}

/** EMPLOYEE is everyone, MANAGER whoever manages a team; the rest is given. */
export function rolesOf({ roles, managedPaths }: { roles: readonly Role[]; managedPaths: readonly string[] }): Role[] {
  return ["EMPLOYEE", ...(managedPaths.length > 0 ? (["MANAGER"] as const) : []), ...roles];
}

export function localeOfPerson(locale: string): Locale {
  return isLocale(locale) ? locale : "en";
}

export type SessionAsked = { cookie: string | undefined; chosenLocale: string | undefined; requestId: string | null };

/** The viewer of a session cookie; null when there is no such session, it ran out, or the person is no longer active. */
export async function viewerOfSession({ cookie, chosenLocale, requestId }: SessionAsked): Promise<Viewer | null> {
  const id = await sessionIdOf(cookie);
  if (!id) return null;
  const at = new Date();
  const idHash = hashOf(id);
  const session = await findLiveSession(idHash, at);
  if (!session) return null;
  if (at.getTime() - session.lastSeenAt.getTime() > MINUTE) {
    await db.session.updateMany({ where: { idHash }, data: { lastSeenAt: at } });
  }
  return mintViewer({
    kind: "person",
    personId: session.personId,
    tokenId: null,
    name: session.name,
    roles: rolesOf(session),
    scopes: [],
    managedPaths: session.managedPaths,
    locale: isLocale(chosenLocale) ? chosenLocale : localeOfPerson(session.locale),
    zone: session.zone,
    requestId,
  });
}

/** For the door: who sends this request by a session cookie. */
export function sessionViewerOf(request: Request, requestId: string): Promise<Viewer | null> {
  return viewerOfSession({ cookie: cookieOf(request, sessionCookieName()), chosenLocale: cookieOf(request, LOCALE_COOKIE), requestId });
}

/** For pages: who asks, looked up once per request. A page that needs somebody uses `requireViewer` instead. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return viewerOfSession({
    cookie: jar.get(sessionCookieName())?.value,
    chosenLocale: jar.get(LOCALE_COOKIE)?.value,
    requestId: sent.get(REQUEST_HEADER),
  });
});
