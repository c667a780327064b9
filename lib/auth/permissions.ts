import { BAN_ROUTES } from "@/lib/auth/ban-routes";
import { RISK_ROUTES } from "@/lib/auth/risk-routes";
import type { Viewer } from "@/lib/auth/viewer";
import { refuse } from "@/lib/refusal";
import type { Role as GivenRole } from "@/prisma/generated/enums";

/** EMPLOYEE is everyone who signs in; MANAGER is whoever manages a team; the others are given (domain, people and permissions). */
export type Role = "EMPLOYEE" | "MANAGER" | GivenRole;

type Grant = {
  /** Roles that hold it in a session. */
  roles: readonly Role[];
  /** The scope that a token needs; null: not by token. A token never exceeds its owner's roles. */
  scope: string | null;
  /** Managers hold it for the subtrees they manage, employees for themselves; the query's `where` says so. */
  limited?: readonly Role[];
};

const READERS = ["SECURITY_OFFICER", "APPROVER", "AUDITOR"] as const;

/** The one table of permissions. A capability that is not here does not exist; unknown fails closed. */
export const CAPABILITIES = {
  self: { roles: ["EMPLOYEE"], scope: null },
  "tools:read": { roles: ["EMPLOYEE"], scope: "tools:read" },
  "registry:read": { roles: [...READERS, "ADMINISTRATOR"], scope: "registry:read" },
  "registry:write": { roles: ["SECURITY_OFFICER"], scope: "registry:write" },
  "risk:read": { roles: [...READERS, "ADMINISTRATOR"], scope: "risk:read" },
  "risk:write": { roles: ["SECURITY_OFFICER"], scope: "risk:write" },
  "risk:approve": { roles: ["SECURITY_OFFICER", "APPROVER"], scope: "risk:approve" },
  "bans:read": { roles: [...READERS, "MANAGER"], scope: "bans:read", limited: ["MANAGER"] },
  /** All of a ban, also what was decided against and who said what: not for managers, who read what binds their people. */
  "bans:record": { roles: READERS, scope: "bans:read" },
  "bans:write": { roles: ["SECURITY_OFFICER"], scope: "bans:write" },
  "bans:comment": { roles: ["SECURITY_OFFICER", "APPROVER"], scope: "bans:write" },
  "bans:approve": { roles: ["APPROVER"], scope: "bans:approve" },
  "exceptions:read": { roles: [...READERS, "MANAGER", "EMPLOYEE"], scope: "exceptions:read", limited: ["MANAGER", "EMPLOYEE"] },
  "exceptions:decide": { roles: ["SECURITY_OFFICER", "APPROVER"], scope: "exceptions:decide" },
  "duties:verify": { roles: ["SECURITY_OFFICER", "APPROVER"], scope: "duties:verify" },
  "teams:read": { roles: [...READERS, "ADMINISTRATOR", "MANAGER"], scope: "people:read", limited: ["MANAGER"] },
  "people:read": { roles: [...READERS, "ADMINISTRATOR", "MANAGER"], scope: "people:read", limited: ["MANAGER"] },
  "people:write": { roles: ["ADMINISTRATOR"], scope: "people:write" },
  "devices:read": { roles: [...READERS, "ADMINISTRATOR", "MANAGER", "EMPLOYEE"], scope: "devices:read", limited: ["MANAGER", "EMPLOYEE"] },
  "inventory:read": { roles: [...READERS, "ADMINISTRATOR"], scope: "inventory:read" },
  "inventory:write": { roles: ["SECURITY_OFFICER", "ADMINISTRATOR"], scope: "inventory:write" },
  "imports:read": { roles: [...READERS, "ADMINISTRATOR"], scope: "inventory:write" },
  "audit:read": { roles: ["SECURITY_OFFICER", "AUDITOR", "ADMINISTRATOR"], scope: "audit:read" },
  "tokens:write": { roles: ["ADMINISTRATOR"], scope: null },
} as const satisfies Record<string, Grant>;

export type Capability = keyof typeof CAPABILITIES;

/** Scopes a token can be given. */
export const SCOPES = [...new Set(Object.values(CAPABILITIES).flatMap(({ scope }) => (scope ? [scope] : [])))].sort();

/**
 * Every address and what it needs: a capability, or "public". The door and the pages look themselves up here, and a test compares this
 * table with the files below `app/`, so an address without an entry does not exist.
 */
export const ROUTES = {
  ...RISK_ROUTES,
  ...BAN_ROUTES,
  "GET /": "self",
  "GET /signin": "public",
  "GET /setup": "public",
  "GET /about/data": "self",
  "GET /me/devices": "self",
  "GET /me/sessions": "self",
  "GET /me/requests": "self",
  "GET /me/requests/new": "self",
  "GET /me/duties/{id}/attest": "self",
  "GET /tools": "tools:read",
  "GET /tools/{slug}": "tools:read",
  "GET /tools/{slug}/releases": "registry:read",
  "GET /tools/{slug}/releases/new": "registry:write",
  "GET /tools/{slug}/releases/{id}": "registry:read",
  "GET /tools/{slug}/releases/imports/{id}": "registry:read",
  "GET /tools/new": "registry:write",
  "GET /tools/{slug}/edit": "registry:write",
  "GET /tools/{slug}/identifiers": "registry:write",
  "GET /tools/{slug}/merge": "registry:write",
  "GET /tools/{slug}/decide": "registry:write",
  "GET /decisions": "registry:read",
  "GET /registry": "registry:read",
  "GET /vendors": "registry:read",
  "GET /vendors/new": "registry:write",
  "GET /vendors/{slug}": "registry:read",
  "GET /catalogue": "registry:read",
  "GET /catalogue/{id}": "registry:read",
  "GET /triage": "registry:read",
  "GET /triage/{id}": "registry:read",
  "GET /vendors/{slug}/edit": "registry:write",
  "GET /vendors/{slug}/merge": "registry:write",
  "GET /models": "registry:read",
  "GET /models/new": "registry:write",
  "GET /models/{slug}": "registry:read",
  "GET /models/{slug}/edit": "registry:write",
  "GET /models/access/new": "registry:write",
  "GET /models/access/{id}": "registry:write",
  "GET /requests": "registry:read",
  "GET /requests/{id}": "registry:read",
  "GET /teams": "teams:read",
  "GET /teams/{id}": "teams:read",
  "GET /people": "people:read",
  "GET /people/{id}": "people:read",
  "GET /people/import": "people:write",
  "GET /devices/{id}": "devices:read",
  "GET /imports": "imports:read",
  "GET /imports/new": "inventory:write",
  "GET /imports/{id}": "imports:read",
  "GET /audit": "audit:read",
  "GET /tokens": "tokens:write",

  "GET /api/health": "public",
  "POST /api/v1/session": "public",
  "POST /api/v1/session/demo": "public",
  "POST /api/v1/session/end": "self",
  "POST /api/v1/setup": "public",
  "POST /api/v1/me/preferences": "public",
  "POST /api/v1/me/password": "self",
  "POST /api/v1/me/sessions/end": "self",
  "GET /api/v1/me/requests": "self",
  "GET /api/v1/requests": "registry:read",
  "POST /api/v1/requests": "self",
  "GET /api/v1/requests/{id}": "registry:read",
  "POST /api/v1/requests/{id}/withdrawal": "self",
  "POST /api/v1/requests/{id}/answer": "registry:write",
  "GET /api/v1/tools": "tools:read",
  "POST /api/v1/tools": "registry:write",
  "GET /api/v1/tools/{slug}": "tools:read",
  "PATCH /api/v1/tools/{slug}": "registry:write",
  "POST /api/v1/tools/{slug}": "registry:write",
  "POST /api/v1/tools/{slug}/retirement": "registry:write",
  "POST /api/v1/tools/{slug}/reinstatement": "registry:write",
  "POST /api/v1/tools/{slug}/merge": "registry:write",
  "GET /api/v1/tools/{slug}/identifiers": "registry:read",
  "POST /api/v1/tools/{slug}/identifiers": "registry:write",
  "GET /api/v1/tools/{slug}/identifiers/preview": "registry:read",
  "PATCH /api/v1/tools/{slug}/identifiers/{id}": "registry:write",
  "POST /api/v1/tools/{slug}/identifiers/{id}": "registry:write",
  "POST /api/v1/tools/{slug}/identifiers/{id}/removal": "registry:write",
  "GET /api/v1/tools/{slug}/verdict": "tools:read",
  "GET /api/v1/tools/{slug}/releases": "registry:read",
  "POST /api/v1/tools/{slug}/releases": "registry:write",
  "POST /api/v1/tools/{slug}/releases/import": "registry:write",
  "GET /api/v1/tools/{slug}/releases/imports/{id}": "registry:read",
  "GET /api/v1/tools/{slug}/releases/imports/{id}/rejects": "registry:read",
  "GET /api/v1/tools/{slug}/releases/{id}": "registry:read",
  "POST /api/v1/tools/{slug}/releases/{id}/withdrawal": "registry:write",
  "POST /api/v1/tools/{slug}/releases/{id}/reinstatement": "registry:write",
  "POST /api/v1/tools/{slug}/releases/{id}/removal": "registry:write",
  "GET /api/v1/tools/{slug}/decisions": "registry:read",
  "POST /api/v1/tools/{slug}/decisions": "registry:write",
  "POST /api/v1/tools/{slug}/decisions/{id}/withdrawal": "registry:write",
  "GET /api/v1/decisions": "registry:read",
  "GET /api/v1/vendors": "registry:read",
  "GET /api/v1/triage": "registry:read",
  "GET /api/v1/triage/{id}": "registry:read",
  "GET /api/v1/triage/actions": "registry:read",
  "POST /api/v1/triage/actions": "registry:write",
  "POST /api/v1/triage/actions/{id}/undo": "registry:write",
  "POST /api/v1/vendors": "registry:write",
  "GET /api/v1/vendors/{slug}": "registry:read",
  "PATCH /api/v1/vendors/{slug}": "registry:write",
  "POST /api/v1/vendors/{slug}": "registry:write",
  "POST /api/v1/vendors/{slug}/merge": "registry:write",
  "GET /api/v1/vendors/{slug}/events": "registry:read",
  "POST /api/v1/vendors/{slug}/events": "registry:write",
  "POST /api/v1/vendors/{slug}/events/{id}/removal": "registry:write",
  "GET /api/v1/models": "registry:read",
  "POST /api/v1/models": "registry:write",
  "GET /api/v1/models/{slug}": "registry:read",
  "PATCH /api/v1/models/{slug}": "registry:write",
  "POST /api/v1/models/{slug}": "registry:write",
  "GET /api/v1/access": "registry:read",
  "POST /api/v1/access": "registry:write",
  "GET /api/v1/access/{id}": "registry:read",
  "PATCH /api/v1/access/{id}": "registry:write",
  "POST /api/v1/access/{id}": "registry:write",
  "POST /api/v1/access/{id}/removal": "registry:write",
  "GET /api/v1/catalogue/updates": "registry:read",
  "POST /api/v1/catalogue/updates": "registry:write",
  "GET /api/v1/catalogue/updates/{id}": "registry:read",
  "GET /api/v1/catalogue/updates/{id}/problems": "registry:read",
  "POST /api/v1/catalogue/updates/{id}/comparison": "registry:write",
  "POST /api/v1/catalogue/updates/{id}/application": "registry:write",
  "POST /api/v1/catalogue/updates/{id}/reversal": "registry:write",
  "POST /api/v1/catalogue/updates/{id}/rejection": "registry:write",
  "GET /api/v1/registry/export": "registry:read",
  "GET /api/v1/teams": "teams:read",
  "POST /api/v1/teams/{id}/sensitivity": "registry:write",
  "GET /api/v1/people": "people:read",
  "POST /api/v1/people": "people:write",
  "GET /api/v1/people/{id}": "people:read",
  "POST /api/v1/people/{id}/roles": "people:write",
  "POST /api/v1/people/{id}/invitation": "people:write",
  "POST /api/v1/people/{id}/deactivation": "people:write",
  "POST /api/v1/people/{id}/activation": "people:write",
  "GET /api/v1/devices/{id}": "devices:read",
  "POST /api/v1/inventory/osquery": "inventory:write",
  "POST /api/v1/inventory/fleet": "inventory:write",
  "POST /api/v1/inventory/intune": "inventory:write",
  "GET /api/v1/imports": "imports:read",
  "GET /api/v1/imports/{id}": "imports:read",
  "GET /api/v1/imports/{id}/rejects": "imports:read",
  "POST /api/v1/imports/{id}/confirmation": "people:write",
  "GET /api/v1/audit": "audit:read",
  "GET /api/v1/tokens": "tokens:write",
  "POST /api/v1/tokens": "tokens:write",
  "POST /api/v1/tokens/{id}/revocation": "tokens:write",
} as const satisfies Record<string, Capability | "public">;

export type RouteName = keyof typeof ROUTES;
export type ApiRouteName = Extract<RouteName, `${string} /api/${string}`>;
export type PagePath = Exclude<RouteName, ApiRouteName> extends `GET ${infer Path}` ? Path : never;

function hasRole(viewer: Viewer, roles: readonly Role[]): boolean {
  return roles.some((role) => viewer.roles.includes(role));
}

export function can(viewer: Viewer, capability: Capability): boolean {
  if (viewer.kind === "system") return true;
  const grant: Grant = CAPABILITIES[capability];
  if (!hasRole(viewer, grant.roles)) return false;
  return viewer.kind === "person" || (grant.scope !== null && viewer.scopes.includes(grant.scope));
}

/** True when the viewer holds the capability for every row; false when only for the own person or the managed subtrees. */
export function isUnlimited(viewer: Viewer, capability: Capability): boolean {
  if (viewer.kind === "system") return true;
  const { roles, limited = [] }: Grant = CAPABILITIES[capability];
  return hasRole(
    viewer,
    roles.filter((role) => !limited.includes(role)),
  );
}

export function must(viewer: Viewer, capability: Capability): void {
  if (!can(viewer, capability)) refuse("forbidden", "http.refusal.forbidden");
}
