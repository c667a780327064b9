import { createHash, randomBytes } from "node:crypto";

// Free of the database and of aliases: the start script writes the first link with it.

const HOUR = 3_600_000;

export type SetupLinkRow = { personId: number | null; secretHash: Buffer<ArrayBuffer>; createdAt: Date; expiresAt: Date };

export function setupHash(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}

/**
 * A link that works once. Without a person it creates the first administrator; with one, that person chooses a password.
 * `insert` writes the row (table `setup_link`); the answer is the path below the site's address, and is kept nowhere. Real time.
 */
export async function createSetupLink(
  insert: (row: SetupLinkRow) => Promise<unknown>,
  { personId = null, hours = 24 }: { personId?: number | null; hours?: number } = {},
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const createdAt = new Date();
  await insert({ personId, secretHash: setupHash(secret), createdAt, expiresAt: new Date(createdAt.getTime() + hours * HOUR) });
  return `/setup?${new URLSearchParams({ token: secret })}`;
}
