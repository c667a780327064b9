import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { endAccess } from "@/lib/auth/access";
import { must } from "@/lib/auth/permissions";
import { createSetupLink } from "@/lib/auth/setup-link";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import type { Role } from "@/prisma/generated/enums";
import { whyNotDeactivate, whyNotGiveRoles } from "./rules";

async function personForChange(tx: Tx, id: number) {
  const person = await tx.person.findUnique({
    where: { id },
    select: { id: true, active: true, roles: { select: { role: true }, orderBy: { role: "asc" } } },
  });
  if (!person) refuse("not-found", "http.refusal.notFound");
  const administrators = await tx.personRole.count({ where: { role: "ADMINISTRATOR", person: { active: true } } });
  return { ...person, roles: person.roles.map(({ role }) => role), administrators };
}

/** Gives a person exactly these roles. */
export async function giveRoles(
  viewer: Viewer,
  { id, roles, reason }: { id: number; roles: Role[]; reason: string },
  now: Date,
): Promise<void> {
  must(viewer, "people:write");
  await inTransaction(async (tx) => {
    const person = await personForChange(tx, id);
    refuseIf("conflict", whyNotGiveRoles(person, roles));
    await tx.personRole.deleteMany({ where: { personId: id, role: { notIn: roles } } });
    await tx.personRole.createMany({ data: roles.map((role) => ({ personId: id, role })), skipDuplicates: true });
    await recordAudit(
      tx,
      viewer,
      { action: "person.roles-changed", subjectKind: "person", subjectId: id, before: person.roles, after: roles, reason },
      now,
    );
  });
}

/** Ends a person's access at once: sessions and tokens stop with the next request, open duties are closed. */
export async function deactivatePerson(viewer: Viewer, { id, reason }: { id: number; reason: string }, now: Date): Promise<void> {
  must(viewer, "people:write");
  await inTransaction(async (tx) => {
    const person = await personForChange(tx, id);
    refuseIf("conflict", whyNotDeactivate(person, viewer));
    await tx.person.update({ where: { id }, data: { active: false }, select: { id: true } });
    await endAccess(tx, [id]);
    await tx.$executeRaw`SELECT sync_population(ARRAY[${id}]::int[], ${now}::timestamptz)`;
    await recordAudit(tx, viewer, { action: "person.deactivated", subjectKind: "person", subjectId: id, reason }, now);
  });
}

export async function activatePerson(viewer: Viewer, { id, reason }: { id: number; reason: string }, now: Date): Promise<void> {
  must(viewer, "people:write");
  await inTransaction(async (tx) => {
    const person = await personForChange(tx, id);
    if (person.active) refuse("conflict", "people.whyNot.alreadyActive");
    await tx.person.update({ where: { id }, data: { active: true }, select: { id: true } });
    await tx.$executeRaw`SELECT sync_population(ARRAY[${id}]::int[], ${now}::timestamptz)`;
    await recordAudit(tx, viewer, { action: "person.activated", subjectKind: "person", subjectId: id, reason }, now);
  });
}

/** Makes a link with which an active person chooses a password, and answers its path. It works once, for 72 hours. */
export async function invitePerson(viewer: Viewer, { id }: { id: number }, now: Date): Promise<string> {
  must(viewer, "people:write");
  return inTransaction(async (tx) => {
    const person = await personForChange(tx, id);
    if (!person.active) refuse("conflict", "people.whyNot.inviteInactive");
    const path = await createSetupLink((data) => tx.setupLink.create({ data, select: { createdAt: true } }), { personId: id, hours: 72 });
    await recordAudit(tx, viewer, { action: "person.invited", subjectKind: "person", subjectId: id }, now);
    return path;
  });
}
