import { CAPABILITIES, ROUTES, type Role, type RouteName } from "@/lib/auth/permissions";

// What every address has to answer to everybody, worked out from the table of permissions alone and not by the code that enforces it.

export const ROLES = ["EMPLOYEE", "MANAGER", "SECURITY_OFFICER", "APPROVER", "AUDITOR", "ADMINISTRATOR"] as const satisfies readonly Role[];
export const MEANS = ["session", "token"] as const;
/** Whose row an address names, seen from who asks: their own, in the subtree they manage, or of somebody else. */
export const RELATIONS = ["own", "subtree", "foreign"] as const;

export type Means = (typeof MEANS)[number];
export type Relation = (typeof RELATIONS)[number];

/**
 * `open`: neither 401, 403 nor 404 for a row that exists · `sign-in`: 401, a page leads to /signin · `forbidden`: 403 · `hidden`: 404, the
 * same as a row that does not exist.
 */
export type Expected = "open" | "sign-in" | "forbidden" | "hidden";

/** `by` null is nobody; `relation` null is an address that names no person's row. */
export type Cell = {
  entry: RouteName;
  method: string;
  path: string;
  role: Role | null;
  by: Means | null;
  relation: Relation | null;
  expected: Expected;
};

type Grant = { roles: readonly Role[]; scope: string | null; limited?: readonly Role[] };

/** Addresses whose row belongs to somebody in the org tree. */
const ROWS_OF_PEOPLE = /\/(people|teams|devices)\/\{id\}/;

/** Everyone is an employee besides. */
function rolesHeld(role: Role): Role[] {
  return role === "EMPLOYEE" ? [role] : ["EMPLOYEE", role];
}

function isInReach(role: Role, relation: Relation): boolean {
  if (relation === "own") return true;
  return relation === "subtree" && role === "MANAGER";
}

function expectedFor(grant: Grant, role: Role, by: Means, relation: Relation | null): Expected {
  const granting = rolesHeld(role).filter((held) => grant.roles.includes(held));
  if (granting.length === 0 || (by === "token" && grant.scope === null)) return "forbidden";
  const isForAll = granting.some((held) => !(grant.limited ?? []).includes(held));
  return isForAll || relation === null || granting.some((held) => isInReach(held, relation)) ? "open" : "hidden";
}

function cellsOf(entry: RouteName): Cell[] {
  const [method = "", path = ""] = entry.split(" ");
  const needed = ROUTES[entry];
  const relations = ROWS_OF_PEOPLE.test(path) ? RELATIONS : [null];
  const isPage = !path.startsWith("/api/");
  const nobody: Cell = { entry, method, path, role: null, by: null, relation: null, expected: needed === "public" ? "open" : "sign-in" };
  const somebody = ROLES.flatMap((role) =>
    // A token opens the API, never a page.
    MEANS.filter((by) => !isPage || by === "session").flatMap((by) =>
      relations.map((relation): Cell => {
        const expected = needed === "public" ? "open" : expectedFor(CAPABILITIES[needed], role, by, relation);
        return { entry, method, path, role, by, relation, expected };
      }),
    ),
  );
  return [nobody, ...somebody];
}

/** Every address × role × own, subtree, foreign × session, token, nobody. */
export const MATRIX: readonly Cell[] = (Object.keys(ROUTES) as RouteName[]).flatMap(cellsOf);

export const isPage = ({ path }: Cell): boolean => !path.startsWith("/api/");
export const isWrite = ({ method }: Cell): boolean => method !== "GET";

/** A cell in words, for the name of a test or a failure. */
export function cellWords({ entry, role, by, relation, expected }: Cell): string {
  return `${entry} · ${role ?? "nobody"}${by ? ` by ${by}` : ""}${relation ? ` · ${relation}` : ""} → ${expected}`;
}

/** The sort of answer a status is. */
export function answerOf(status: number): Expected {
  if (status === 401) return "sign-in";
  if (status === 403) return "forbidden";
  return status === 404 ? "hidden" : "open";
}
