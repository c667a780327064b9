import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { sessionCookieName } from "@/lib/auth/cookies";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import type { ChangePassword, EndSessions, Preferences } from "@/lib/auth/schema";
import { hashOf, sessionIdOf } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import { db, inTransaction } from "@/lib/db";
import { cookieOf } from "@/lib/http/cookies";
import { limitRate, unhit } from "@/lib/http/rate";
import { Refusal, reason, refuse } from "@/lib/refusal";

function personOf(viewer: Viewer): number {
  return viewer.kind === "person" && viewer.personId !== null ? viewer.personId : refuse("forbidden", "common.refusal.forbidden");
}

async function currentHash(request: Request): Promise<Buffer<ArrayBuffer>> {
  return hashOf((await sessionIdOf(cookieOf(request, sessionCookieName()))) ?? "");
}

export async function signOut(viewer: Viewer, request: Request, now: Date): Promise<void> {
  const personId = personOf(viewer);
  const idHash = await currentHash(request);
  await inTransaction(async (tx) => {
    await tx.session.deleteMany({ where: { idHash, personId } });
    await recordAudit(tx, viewer, { action: "person.signed-out", subjectKind: "person", subjectId: personId }, now);
  });
}

/** Ends one of the viewer's sessions, or all but the one in use. Answers whether the one in use is gone. */
export async function endSessions(viewer: Viewer, { session }: EndSessions, request: Request, now: Date): Promise<{ isCurrent: boolean }> {
  const personId = personOf(viewer);
  const current = await currentHash(request);
  const idHash = session === undefined ? { not: current } : Buffer.from(session, "hex");
  await inTransaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { personId, idHash } });
    if (count === 0) return;
    await recordAudit(
      tx,
      viewer,
      { action: "person.signed-out", subjectKind: "person", subjectId: personId, after: { sessions: count } },
      now,
    );
  });
  return { isCurrent: session === current.toString("hex") };
}

/** Changes the viewer's own password and ends every other session. */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: ChangePassword,
  request: Request,
  now: Date,
): Promise<void> {
  const id = personOf(viewer);
  const who = `password:${id}`;
  await limitRate("signIn", who);
  const person = await db.person.findUnique({ where: { id }, select: { passwordHash: true } });
  if (!(await verifyPassword(currentPassword, person?.passwordHash ?? null))) {
    const wrong = reason("auth.password.wrong");
    throw new Refusal("invalid", wrong, { fields: { currentPassword: wrong } });
  }
  await unhit("signIn", who);
  const [passwordHash, current] = await Promise.all([hashPassword(newPassword), currentHash(request)]);
  await inTransaction(async (tx) => {
    await tx.person.update({ where: { id }, data: { passwordHash }, select: { id: true } });
    await tx.session.deleteMany({ where: { personId: id, idHash: { not: current } } });
    await recordAudit(tx, viewer, { action: "person.password-changed", subjectKind: "person", subjectId: id }, now);
  });
}

/** Language and zone follow the person to other browsers. The theme stays where it was chosen. */
export async function savePreferences(viewer: Viewer, { locale, zone }: Preferences): Promise<void> {
  if (viewer.kind !== "person" || viewer.personId === null || (!locale && !zone)) return;
  await db.person.update({
    where: { id: viewer.personId },
    data: { ...(locale ? { locale } : {}), ...(zone ? { zone } : {}) },
    select: { id: true },
  });
}
