import "server-only";
import type { Locale } from "@/i18n/config";
import { recordAudit } from "@/lib/audit/record";
import { must, type Role } from "@/lib/auth/permissions";
import type { CreateToken } from "@/lib/auth/schema";
import { rolesOf } from "@/lib/auth/session";
import { isWellFormed, newToken, tokenHash } from "@/lib/auth/token-format";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { db, inTransaction } from "@/lib/db";
import { refuse } from "@/lib/refusal";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type TokenRow = {
  tokenId: number;
  tokenName: string;
  scopes: string[];
  lastUsedAt: Date | null;
  personId: number;
  zone: string;
  roles: Role[];
  managedPaths: string[];
};

async function findLiveToken(secretHash: Buffer, at: Date): Promise<TokenRow | null> {
  const [row] = await db.$queryRaw<TokenRow[]>`
    SELECT t.id AS "tokenId", t.name AS "tokenName", t.scopes, t.last_used_at AS "lastUsedAt", p.id AS "personId", p.zone,
           ARRAY(SELECT r.role::text FROM person_role r WHERE r.person_id = p.id) AS roles,
           ARRAY(SELECT m.path::text FROM team m WHERE m.manager_id = p.id ORDER BY m.path) AS "managedPaths"
      FROM api_token t JOIN person p ON p.id = t.owner_id
     WHERE t.secret_hash = ${secretHash} AND t.revoked_at IS NULL AND t.expires_at > ${at} AND p.active`;
  return row ?? null;
}

/** The viewer of a token: its scopes, and never more than its owner may. Null when it is unknown, revoked, expired or its owner has left. */
export async function viewerOfToken(token: string, { requestId, locale }: { requestId: string; locale: Locale }): Promise<Viewer | null> {
  if (!isWellFormed(token)) return null;
  const at = new Date();
  const found = await findLiveToken(tokenHash(token), at);
  if (!found) return null;
  if (!found.lastUsedAt || at.getTime() - found.lastUsedAt.getTime() > MINUTE) {
    await db.apiToken.updateMany({ where: { id: found.tokenId }, data: { lastUsedAt: at } });
  }
  return mintViewer({
    kind: "token",
    personId: found.personId,
    tokenId: found.tokenId,
    name: found.tokenName,
    roles: rolesOf(found),
    scopes: found.scopes,
    managedPaths: found.managedPaths,
    locale,
    zone: found.zone,
    requestId,
  });
}

const TOKEN_SELECT = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  owner: { select: { id: true, name: true } },
} as const;

export type TokenState = "holds" | "expired" | "revoked";
export type TokenListed = Awaited<ReturnType<typeof listTokens>>[number];

function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }): TokenState {
  if (revokedAt) return "revoked";
  return expiresAt.getTime() > Date.now() ? "holds" : "expired";
}

/** Every token, those that were not revoked first. */
export async function listTokens(viewer: Viewer) {
  must(viewer, "tokens:write");
  const rows = await db.apiToken.findMany({
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { expiresAt: "desc" }, { id: "desc" }],
    take: 500,
    select: TOKEN_SELECT,
  });
  return rows.map((row) => ({ ...row, state: stateOf(row) }));
}

/** Makes a token that acts for the viewer. The answer holds the token itself, once. */
export async function createToken(
  viewer: Viewer,
  { name, kind, scopes, days }: CreateToken,
  now: Date,
): Promise<{ id: number; token: string; expiresAt: Date }> {
  must(viewer, "tokens:write");
  const ownerId = viewer.personId ?? refuse("forbidden", "common.refusal.forbidden");
  const made = newToken(kind);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + days * DAY);
  return inTransaction(async (tx) => {
    const { id } = await tx.apiToken.create({
      data: { name, prefix: made.prefix, secretHash: made.secretHash, scopes, ownerId, createdAt, expiresAt },
      select: { id: true },
    });
    const after = { name, prefix: made.prefix, scopes, expiresAt: expiresAt.toISOString() };
    await recordAudit(tx, viewer, { action: "token.created", subjectKind: "token", subjectId: id, after }, now);
    return { id, token: made.token, expiresAt };
  });
}

/** Ends a token; its next request is refused. */
export async function revokeToken(viewer: Viewer, tokenId: number, now: Date): Promise<void> {
  must(viewer, "tokens:write");
  await inTransaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id: tokenId, revokedAt: null }, data: { revokedAt: new Date() } });
    if (count === 0) {
      const known = await tx.apiToken.findUnique({ where: { id: tokenId }, select: { id: true } });
      refuse(known ? "conflict" : "not-found", known ? "auth.token.alreadyRevoked" : "http.refusal.notFound");
    }
    await recordAudit(tx, viewer, { action: "token.revoked", subjectKind: "token", subjectId: tokenId }, now);
  });
}
