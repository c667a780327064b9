import "server-only";
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { LARGEST_BYTES } from "@/lib/registry/catalogue/reading/schema";
import { JsonSize } from "@/lib/registry/json-size";

/** What a file of the largest size may become: about half a gigabyte. */
const MOST = { values: 5_000_000, depth: 30 };

export type UploadedFile = { content: unknown; hash: Buffer };

/** Reads one JSON file, bounded in bytes and in what it becomes. */
export async function readUpload(stream: Readable): Promise<UploadedFile> {
  const size = new JsonSize(MOST);
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > LARGEST_BYTES)
        throw new Refusal("too-large", reason("catalogue.refusal.tooLarge", { megabytes: LARGEST_BYTES / 1_000_000 }));
      const excess = size.push(chunk);
      if (excess)
        throw new Refusal(
          "too-large",
          reason(`catalogue.refusal.${excess === "depth" ? "tooDeep" : "tooManyValues"}`, { most: MOST[excess] }),
        );
      hash.update(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    stream.destroy();
    throw error;
  }
  if (bytes === 0) refuse("invalid", "catalogue.refusal.empty");
  return { content: contentOf(Buffer.concat(chunks)), hash: hash.digest() };
}

function contentOf(bytes: Buffer): unknown {
  try {
    // Without `ignoreBOM` a byte order mark is left out.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("invalid", "catalogue.refusal.notJson");
  }
}

/** Runs work that pauses, so that other requests have their turn. */
export async function inTurns<Result>(work: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
  }
}
