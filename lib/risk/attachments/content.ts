import "server-only";
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { pool } from "@/lib/db";
import { attachmentsDirectory, openKept } from "./directory";

export type Kept = { sha256: Uint8Array; size: number; storage: string };

/** The content, read in parts; `close` when it is not read to its end. */
export type Opened = { read: (from: number, most: number) => Promise<Buffer>; close: () => Promise<void> };

const PART_BYTES = 1_000_000;

/** Null where the content is not there, or no longer what its hash says. */
export async function openContent(kept: Kept): Promise<Opened | null> {
  const opened = kept.storage === "directory" ? await openFile(kept) : openRow(kept);
  if (!opened) return null;
  if (await isWhole(opened, kept)) return opened;
  await opened.close();
  return null;
}

function openRow({ sha256 }: Kept): Opened {
  return {
    async read(from, most) {
      const { rows } = await pool.query<{ part: Buffer }>(
        "SELECT substring(content FROM $2 FOR $3) AS part FROM attachment_content WHERE sha256 = $1",
        [sha256, from + 1, most],
      );
      return rows[0]?.part ?? Buffer.alloc(0);
    },
    close: async () => {},
  };
}

async function openFile({ sha256 }: Kept): Promise<Opened | null> {
  const directory = attachmentsDirectory();
  const handle: FileHandle | null = directory === null ? null : await openKept(directory, sha256);
  if (!handle) return null;
  return {
    async read(from, most) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(most), 0, most, from);
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close().catch(() => {}),
  };
}

async function isWhole(opened: Opened, { sha256, size }: Kept): Promise<boolean> {
  const hash = createHash("sha256");
  let at = 0;
  for (;;) {
    const part = await opened.read(at, PART_BYTES);
    if (part.length === 0) break;
    hash.update(part);
    at += part.length;
    if (at > size) return false;
  }
  return at === size && hash.digest().equals(sha256);
}

/** Sends part after part, each when the reader asks for it, and breaks off where a part is no longer what was checked. */
export function contentStream(opened: Opened, { sha256, size }: Kept): ReadableStream<Uint8Array> {
  const hash = createHash("sha256");
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const part = await opened.read(at, Math.min(PART_BYTES, size - at));
        at += part.length;
        hash.update(part);
        const isLast = at >= size || part.length === 0;
        if (isLast) await opened.close();
        if (isLast && !(at === size && hash.digest().equals(sha256)))
          return controller.error(new Error("The content changed while it was sent."));
        controller.enqueue(part);
        if (isLast) controller.close();
      },
      cancel: () => opened.close(),
    },
    { highWaterMark: 0 },
  );
}
