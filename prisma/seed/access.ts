import { randomBytes } from "node:crypto";
import type pg from "pg";
import { hashPassword } from "../../lib/auth/password.ts";
import { newToken } from "../../lib/auth/token-format.ts";
import { type AuditRow, recordAll } from "./audit.ts";
import type { Cast, Persona } from "./personas.ts";

export type Account = { role: string; email: string; password: string };
export type Tokens = { officer: string; inventory: string; auditor: string };

/** One password for all accounts of a load, new each time and kept nowhere but in what is returned. */
export async function newPassword(): Promise<{ password: string; hash: string }> {
  const password = randomBytes(9).toString("base64url");
  return { password, hash: await hashPassword(password) };
}

const LISTED = [
  "employee",
  "idle",
  "manager",
  "departmentHead",
  "officer",
  "secondOfficer",
  "approver",
  "secondApprover",
  "auditor",
  "administrator",
] as const;

/** The accounts to sign in with, in the order in which a tour would take them. */
export async function listAccounts(db: pg.ClientBase, cast: Cast, password: string): Promise<Account[]> {
  const { rows } = await db.query<{ id: number; email: string }>("SELECT id, email FROM person WHERE password_hash IS NOT NULL");
  const emails = new Map(rows.map(({ id, email }) => [id, email]));
  return LISTED.map((name) => {
    const { role, personId } = cast[name];
    return { role, email: emails.get(personId) ?? "", password };
  });
}

const READING = [
  "tools:read",
  "registry:read",
  "risk:read",
  "bans:read",
  "exceptions:read",
  "people:read",
  "devices:read",
  "inventory:read",
];
const MADE_AT = "2026-06-01T10:00:00+08:00";

type Made = { token: string; id: number };

/**
 * Tokens and roles, with their record. The lifetime of a token is measured in real time, as its use is, not by the scenario's clock.
 */
export async function loadTokens(db: pg.ClientBase, cast: Cast): Promise<{ tokens: Tokens; inventoryTokenId: number }> {
  const { administrator } = cast;
  const make = async (kind: string, name: string, owner: Persona, scopes: readonly string[]): Promise<Made> => {
    const { token, prefix, secretHash } = newToken(kind);
    const { rows } = await db.query<{ id: number }>(
      `INSERT INTO api_token (name, prefix, secret_hash, scopes, owner_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, now(), now() + interval '90 days') RETURNING id`,
      [name, prefix, secretHash, scopes, owner.personId],
    );
    const id = rows[0]?.id;
    if (id === undefined) throw new Error("The database gave a token no number.");
    await recordAll(db, [
      by(administrator, {
        action: "token.created",
        subjectKind: "token",
        subjectId: id,
        after: { name, prefix, scopes, owner: owner.personId },
      }),
    ]);
    return { token, id };
  };
  const officer = await make("officer", "Officer's scripts", cast.officer, [
    ...READING,
    "registry:write",
    "risk:write",
    "bans:write",
    "exceptions:decide",
    "duties:verify",
    "inventory:write",
    "audit:read",
  ]);
  const inventory = await make("inventory", "Inventory deliveries", cast.officer, ["inventory:write"]);
  const auditor = await make("auditor", "Auditor's exports", cast.auditor, [...READING, "audit:read"]);
  const given = Object.values(cast).filter(({ roles }) => roles.length > 0);
  await recordAll(
    db,
    given.map(({ personId, roles }) =>
      by(administrator, {
        action: "person.roles-changed",
        subjectKind: "person",
        subjectId: personId,
        before: [],
        after: roles,
        reason: "Appointed by the security board",
      }),
    ),
  );
  return { tokens: { officer: officer.token, inventory: inventory.token, auditor: auditor.token }, inventoryTokenId: inventory.id };
}

function by(
  { personId, name }: Persona,
  event: Pick<AuditRow, "action" | "subjectKind" | "subjectId" | "before" | "after" | "reason">,
): AuditRow {
  return { at: new Date(MADE_AT), personId, actorName: name, ...event };
}
