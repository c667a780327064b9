import type { Viewer } from "@/lib/auth/viewer";
import { type Reason, reason } from "@/lib/refusal";
import type { Role } from "@/prisma/generated/enums";

/** `administrators` counts the active ones, this person included. */
type ForChange = { id: number; active: boolean; roles: Role[]; administrators: number };

function isLastAdministrator(person: ForChange): boolean {
  return person.active && person.roles.includes("ADMINISTRATOR") && person.administrators === 1;
}

export function whyNotGiveRoles(person: ForChange, roles: Role[]): Reason | null {
  if (isLastAdministrator(person) && !roles.includes("ADMINISTRATOR")) return reason("people.whyNot.lastAdministrator");
  if (!person.active && roles.length > 0) return reason("people.whyNot.inactive");
  return null;
}

export function whyNotDeactivate(person: ForChange, viewer: Viewer): Reason | null {
  if (!person.active) return reason("people.whyNot.alreadyInactive");
  if (person.id === viewer.personId) return reason("people.whyNot.yourself");
  if (isLastAdministrator(person)) return reason("people.whyNot.lastAdministrator");
  return null;
}
