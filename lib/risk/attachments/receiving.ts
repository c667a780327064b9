import "server-only";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { attachmentsDirectory, type IncomingFile, openIncoming, placeFile } from "./directory";
import { LARGEST_BYTES, LARGEST_MEGABYTES } from "./rules";
import { contentTypeOf, HEAD_BYTES } from "./sniffing";

export type Received = {
  sha256: Buffer;
  size: number;
  contentType: string;
  storage: "database" | "directory";
  /** Puts the content where it stays, in the caller's transaction. */
  keep: (tx: Tx) => Promise<void>;
  /** Removes what was not kept. */
  discard: () => Promise<void>;
};

/** How much more of a file that is too large is read and thrown away, so that a browser hears why instead of a broken connection. */
const DRAINED_BYTES = 8 * LARGEST_BYTES;

type Sink = { write: (chunk: Buffer) => Promise<void> | void; drop: () => Promise<void> };

/** Takes a file as it arrives: bounded, hashed and looked at on the way. What is too large or breaks off leaves nothing behind. */
export async function receive(stream: Readable): Promise<Received> {
  const directory = attachmentsDirectory();
  return directory === null ? receiveIntoMemory(stream) : receiveIntoFolder(stream, directory);
}

type Measured = { sha256: Buffer; size: number; contentType: string };

async function measured(stream: Readable, sink: Sink): Promise<Measured> {
  const hash = createHash("sha256");
  const head: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const before = size;
      size += chunk.length;
      if (size > LARGEST_BYTES) {
        if (before <= LARGEST_BYTES) await sink.drop();
        if (size > DRAINED_BYTES) break;
        continue;
      }
      if (before < HEAD_BYTES) head.push(chunk);
      hash.update(chunk);
      await sink.write(chunk);
    }
  } catch (error) {
    await sink.drop();
    throw error instanceof Refusal ? error : new Refusal("invalid", reason("attachments.whyNot.brokeOff"));
  }
  if (size > LARGEST_BYTES) refuse("too-large", "attachments.whyNot.tooLarge", { megabytes: LARGEST_MEGABYTES });
  if (size === 0) {
    await sink.drop();
    refuse("invalid", "attachments.whyNot.empty");
  }
  return { sha256: hash.digest(), size, contentType: contentTypeOf(Buffer.concat(head)) };
}

async function receiveIntoMemory(stream: Readable): Promise<Received> {
  let parts: Buffer[] = [];
  const drop = async () => {
    parts = [];
  };
  const facts = await measured(stream, { write: (chunk) => void parts.push(chunk), drop });
  return { ...facts, storage: "database", keep: (tx) => insertContent(tx, facts.sha256, parts), discard: drop };
}

const PART_BYTES = 1_000_000;

/** In parts, so that no copy of the whole is made on the way. Content that is here already is not written again. */
async function insertContent(tx: Tx, sha256: Buffer, chunks: readonly Buffer[]): Promise<void> {
  const [known] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM attachment_content WHERE sha256 = ${sha256}`;
  if (known) return;
  await tx.$executeRaw`CREATE TEMPORARY TABLE attachment_part (nr int, part bytea) ON COMMIT DROP`;
  let nr = 0;
  for (const part of partsOf(chunks)) await tx.$executeRaw`INSERT INTO attachment_part VALUES (${nr++}, ${part})`;
  await tx.$executeRaw`
    INSERT INTO attachment_content (sha256, content) SELECT ${sha256}, string_agg(part, ''::bytea ORDER BY nr) FROM attachment_part`;
}

function* partsOf(chunks: readonly Buffer[]): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(waiting);
}

async function receiveIntoFolder(stream: Readable, directory: string): Promise<Received> {
  const file = await openIncoming(directory);
  const discard = once(() => dropFile(file));
  const facts = await measured(stream, {
    write: async (chunk) => {
      await file.handle.writeFile(chunk);
    },
    drop: discard,
  });
  await file.handle.sync();
  await file.handle.close();
  return { ...facts, storage: "directory", keep: () => placeFile(directory, file.path, facts.sha256), discard };
}

async function dropFile({ path, handle }: IncomingFile): Promise<void> {
  await handle.close().catch(() => {});
  await rm(path, { force: true });
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
