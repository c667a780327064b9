import "server-only";
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Where kept copies lie, or null: in the database. */
export function attachmentsDirectory(): string | null {
  return env().ATTACHMENTS_DIR ?? null;
}

/** Only ever made of a hash. */
export function pathOf(directory: string, sha256: Uint8Array): string {
  const hex = Buffer.from(sha256).toString("hex");
  return path.join(directory, hex.slice(0, 2), hex);
}

const incoming = (directory: string) => path.join(directory, "incoming");

export type IncomingFile = { path: string; handle: FileHandle };

export async function openIncoming(directory: string): Promise<IncomingFile> {
  await mkdir(incoming(directory), { recursive: true, mode: 0o700 });
  const file = path.join(incoming(directory), randomUUID());
  return { path: file, handle: await open(file, "wx", 0o600) };
}

/** Under its hash for good: written before it is named, and the name before anybody is told. */
export async function placeFile(directory: string, from: string, sha256: Uint8Array): Promise<void> {
  const to = pathOf(directory, sha256);
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  for (const folder of [path.dirname(to), directory]) await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file of ours and nothing else: no link is followed. Null when it is not there. */
export async function openKept(directory: string, sha256: Uint8Array): Promise<FileHandle | null> {
  try {
    return await open(pathOf(directory, sha256), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
}

export async function removeKept(directory: string, sha256: Uint8Array): Promise<void> {
  await rm(pathOf(directory, sha256), { force: true });
}

const HOUR = 3_600_000;

/** Writes, reads and removes a file, so that a mistake stops the start and not the first upload. Uploads that a crash left behind go. */
export async function checkDirectory(directory: string, at = Date.now()): Promise<string | null> {
  if (!path.isAbsolute(directory)) return `ATTACHMENTS_DIR has to be an absolute path, and “${directory}” is none.`;
  try {
    const { path: file, handle } = await openIncoming(directory);
    await handle.writeFile("Interdict");
    await handle.sync();
    await handle.close();
    await rm(file);
    for (const name of await readdir(incoming(directory))) {
      const left = path.join(incoming(directory), name);
      if (at - (await stat(left)).mtimeMs > HOUR) await rm(left, { force: true });
    }
    return null;
  } catch (error) {
    return `ATTACHMENTS_DIR: files cannot be kept in ${directory} (${error instanceof Error ? error.message : String(error)}).`;
  }
}
