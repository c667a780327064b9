import "server-only";
import { LOCALE_COOKIE, preferredLocale, ZONE_COOKIE } from "@/i18n/config";
import { recordAudit } from "@/lib/audit/record";
import { sessionCookieName } from "@/lib/auth/cookies";
import { demoAccounts } from "@/lib/auth/demo";
import { verifyPassword } from "@/lib/auth/password";
import type { SignIn } from "@/lib/auth/schema";
import { hashOf, localeOfPerson, openSession, rolesOf, sessionCookie, sessionIdOf } from "@/lib/auth/session";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { db, inTransaction, type Tx } from "@/lib/db";
import { cookieLine, cookieOf } from "@/lib/http/cookies";
import { addressOf } from "@/lib/http/origin";
import { limitRate, unhit } from "@/lib/http/rate";
import { refuse } from "@/lib/refusal";
import type { Role as GivenRole } from "@/prisma/generated/enums";

const YEAR = 365 * 24 * 3_600;

/** Where somebody signs in from. */
export type From = { request: Request; requestId: string };

export const PERSON_SELECT = { id: true, name: true, locale: true, zone: true, roles: { select: { role: true } } } as const;
export type SigningIn = { id: number; name: string; locale: string; zone: string; roles: { role: GivenRole }[] };

function viewerOfPerson(person: SigningIn, requestId: string): Viewer {
  const roles = rolesOf({ roles: person.roles.map(({ role }) => role), managedPaths: [] });
  const facts = { name: person.name, roles, scopes: [], managedPaths: [], locale: localeOfPerson(person.locale), zone: person.zone };
  return mintViewer({ kind: "person", personId: person.id, tokenId: null, requestId, ...facts });
}

/** Opens the session in the caller's transaction and records it; the answer is the Set-Cookie lines. */
export async function beginSession(tx: Tx, person: SigningIn, { request, requestId }: From, now: Date): Promise<string[]> {
  const former = await sessionIdOf(cookieOf(request, sessionCookieName()));
  if (former) await tx.session.deleteMany({ where: { idHash: hashOf(former) } });
  const id = await openSession(tx, person.id, { userAgent: request.headers.get("user-agent") ?? "", address: addressOf(request) });
  await recordAudit(
    tx,
    viewerOfPerson(person, requestId),
    { action: "person.signed-in", subjectKind: "person", subjectId: person.id },
    now,
  );
  const lines = [await sessionCookie(id)];
  if (!cookieOf(request, LOCALE_COOKIE)) lines.push(cookieLine(LOCALE_COOKIE, localeOfPerson(person.locale), { maxAge: YEAR }));
  if (!cookieOf(request, ZONE_COOKIE)) lines.push(cookieLine(ZONE_COOKIE, person.zone, { maxAge: YEAR }));
  return lines;
}

/** Answers Set-Cookie lines. An unknown account, a wrong password and somebody who left are one answer, after the same time. */
export async function signIn({ email, password }: SignIn, from: From, now: Date): Promise<string[]> {
  const counted = [`address:${addressOf(from.request)}`, `account:${email}`];
  for (const who of counted) await limitRate("signIn", who);
  const person = await db.person.findUnique({ where: { email }, select: { ...PERSON_SELECT, active: true, passwordHash: true } });
  const isRight = await verifyPassword(password, person?.active ? person.passwordHash : null);
  if (!person || !isRight) refuse("invalid", "auth.signIn.wrong");
  for (const who of counted) await unhit("signIn", who);
  return inTransaction((tx) => beginSession(tx, person, from, now));
}

/** One click, in a demonstration only, and only as one of its people. */
export async function signInAsPersona(email: string, from: From, now: Date): Promise<string[]> {
  const accounts = await demoAccounts();
  if (!accounts?.some((account) => account.email === email)) refuse("not-found", "http.refusal.notFound");
  const person = await db.person.findFirst({ where: { email, active: true }, select: PERSON_SELECT });
  if (!person) refuse("not-found", "http.refusal.notFound");
  // Whoever tries the demonstration goes on reading the language they arrived in, whatever this persona speaks.
  const locale = preferredLocale(from.request.headers.get("accept-language"));
  return inTransaction((tx) => beginSession(tx, { ...person, locale }, from, now));
}
