import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { hashPassword } from "@/lib/auth/password";
import type { SetUp } from "@/lib/auth/schema";
import { setupHash } from "@/lib/auth/setup-link";
import { beginSession, type From, PERSON_SELECT, type SigningIn } from "@/lib/auth/sign-in";
import { SYSTEM } from "@/lib/auth/viewer";
import { db, inTransaction, type Tx } from "@/lib/db";
import { addressOf } from "@/lib/http/origin";
import { limitRate } from "@/lib/http/rate";
import { Refusal, reason, refuse } from "@/lib/refusal";

export type OpenSetup = { kind: "first-administrator" } | { kind: "password"; name: string; email: string };

/** What a link is for, or null when it is unknown, used or past its time. */
export async function findSetup(secret: string): Promise<OpenSetup | null> {
  const link = await db.setupLink.findFirst({
    where: { secretHash: setupHash(secret), usedAt: null, expiresAt: { gt: new Date() } },
    select: { personId: true },
  });
  if (!link) return null;
  if (link.personId === null) return { kind: "first-administrator" };
  const person = await db.person.findFirst({ where: { id: link.personId, active: true }, select: { name: true, email: true } });
  return person && { kind: "password", ...person };
}

/** Uses the link up; of two who press at once, one gets through. */
async function takeLink(tx: Tx, secret: string): Promise<{ personId: number | null }> {
  const at = new Date();
  const secretHash = setupHash(secret);
  const { count } = await tx.setupLink.updateMany({ where: { secretHash, usedAt: null, expiresAt: { gt: at } }, data: { usedAt: at } });
  if (count === 0) refuse("conflict", "auth.setup.spent");
  return tx.setupLink.findUniqueOrThrow({ where: { secretHash }, select: { personId: true } });
}

/** An empty installation has no team, and everybody is in one. */
async function rootTeam(tx: Tx): Promise<number> {
  const root = await tx.team.findFirst({ where: { parentId: null }, orderBy: { id: "asc" }, select: { id: true } });
  if (root) return root.id;
  const made = await tx.team.create({ data: { externalId: "company", name: "Company" }, select: { id: true } });
  return made.id;
}

async function makeAdministrator(
  tx: Tx,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
  now: Date,
): Promise<SigningIn> {
  const teamId = await rootTeam(tx);
  const person = await tx.person.upsert({
    where: { email },
    create: { externalId: email, name, email, teamId, legalEntity: "", country: "ZZ", workerType: "EMPLOYEE", passwordHash },
    update: { passwordHash, active: true },
    select: PERSON_SELECT,
  });
  await tx.personRole.createMany({ data: [{ personId: person.id, role: "ADMINISTRATOR" }], skipDuplicates: true });
  await recordAudit(tx, SYSTEM, { action: "administrator.created", subjectKind: "person", subjectId: person.id, after: { email } }, now);
  return { ...person, roles: [{ role: "ADMINISTRATOR" }] };
}

async function choosePassword(tx: Tx, personId: number, passwordHash: string, now: Date): Promise<SigningIn> {
  const { count } = await tx.person.updateMany({ where: { id: personId, active: true }, data: { passwordHash } });
  if (count === 0) refuse("conflict", "auth.setup.spent");
  await tx.session.deleteMany({ where: { personId } });
  await recordAudit(tx, SYSTEM, { action: "person.password-changed", subjectKind: "person", subjectId: personId }, now);
  return tx.person.findUniqueOrThrow({ where: { id: personId }, select: PERSON_SELECT });
}

/** Uses a one-time link and signs its person in. Answers Set-Cookie lines. */
export async function setUp({ setup, name, email, password }: SetUp, from: From, now: Date): Promise<string[]> {
  await limitRate("setup", addressOf(from.request));
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx) => {
    const { personId } = await takeLink(tx, setup);
    if (personId !== null) return beginSession(tx, await choosePassword(tx, personId, passwordHash, now), from, now);
    if (!name || !email) throw new Refusal("invalid", reason("auth.setup.incomplete"), { fields: missing({ name, email }) });
    return beginSession(tx, await makeAdministrator(tx, { name, email, passwordHash }, now), from, now);
  });
}

function missing(given: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(given).flatMap(([field, value]) => (value ? [] : [[field, reason("validation.required")]])));
}
