import "server-only";
import { db, inTransaction, type Tx } from "@/lib/db";
import { repeat } from "@/lib/repeat";
import { attachmentsDirectory, checkDirectory, removeKept } from "./directory";

/** Why the configured directory cannot keep files; null when it can, or when there is none. */
export async function attachmentsWhyNot(): Promise<string | null> {
  const directory = attachmentsDirectory();
  return directory === null ? null : checkDirectory(directory);
}

/** One at a time per content, so that nobody removes what somebody else is just adding. */
export async function lockContent(tx: Tx, sha256: Uint8Array): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(encode(${sha256}, 'hex'), 0))::text`;
}

/** Removes files whose rows all say that their content is gone. */
export async function removeFile(sha256: Uint8Array): Promise<void> {
  const directory = attachmentsDirectory();
  if (directory === null) return;
  await inTransaction(async (tx) => {
    await lockContent(tx, sha256);
    const held = await tx.attachment.count({ where: { sha256: Buffer.from(sha256), storage: "directory", removedAt: null } });
    if (held === 0) await removeKept(directory, sha256);
  });
}

/** What a crash between the removal of a row and that of its file has left. */
export async function removeLeftFiles(): Promise<void> {
  if (attachmentsDirectory() === null) return;
  const gone = await db.attachment.findMany({
    where: { storage: "directory", removedAt: { not: null } },
    distinct: ["sha256"],
    select: { sha256: true },
  });
  for (const { sha256 } of gone) await removeFile(sha256);
}

const DAY = 86_400_000;

export function startRemovals(): () => Promise<void> {
  return repeat("attachments", removeLeftFiles, DAY);
}
