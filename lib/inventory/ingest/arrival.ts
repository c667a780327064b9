import { createHash, type Hash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Refusal, reason } from "@/lib/refusal";
import { Broken } from "./broken";

const MB = 1024 * 1024;

/** What one delivery may weigh, packed and unpacked. gzip of inventories reaches 100 : 1; 1,000 : 1 is an attack. */
export const LIMITS = { packed: 2_048 * MB, unpacked: 8_192 * MB, ratio: 250, ratioFrom: 64 * MB };

/** What a caller states of the delivery; what is stated is compared. */
export type Stated = { rows: number | null; sha256: string | null };

/** `X-Row-Count`, and SHA-256 by `Content-Digest` (RFC 9530) or the older `Digest`. */
export function statedIn(headers: Headers): Stated {
  const rows = headers.get("x-row-count");
  const digest = headers.get("content-digest") ?? headers.get("repr-digest") ?? headers.get("digest");
  const sha256 = digest && /sha-256=:?([A-Za-z0-9+/]{43}=)/i.exec(digest)?.[1];
  if (rows !== null && !/^\d{1,9}$/.test(rows)) throw new Refusal("invalid", reason("inventory.broken.rowCountHeader"));
  if (digest && !sha256) throw new Refusal("invalid", reason("inventory.broken.digestHeader"));
  return { rows: rows === null ? null : Number(rows), sha256: sha256 || null };
}

/** The bytes of a delivery: unpacked, bounded and hashed on the way. */
export class Arrival {
  readonly #source: Readable;
  readonly #packedHash: Hash | null;
  readonly #hash = createHash("sha256");
  #hashed: Buffer | null = null;
  #packed = 0;
  #unpacked = 0;

  constructor(source: Readable, { sha256 }: { sha256: string | null }) {
    this.#source = source;
    this.#packedHash = sha256 === null ? null : createHash("sha256");
  }

  get packedBytes(): number {
    return this.#packed;
  }

  async *#counted(): AsyncGenerator<Buffer> {
    for await (const chunk of this.#source as AsyncIterable<Buffer>) {
      this.#packed += chunk.length;
      if (this.#packed > LIMITS.packed) throw new Refusal("too-large", reason("inventory.broken.tooLarge"));
      this.#packedHash?.update(chunk);
      yield chunk;
    }
  }

  async *#plain(): AsyncGenerator<Buffer> {
    const counted = this.#counted();
    let head: Buffer = Buffer.alloc(0);
    for (let next = await counted.next(); !next.done; next = await counted.next()) {
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
      if (head.length >= 3) break;
    }
    const whole = (async function* () {
      if (head.length > 0) yield head;
      yield* counted;
    })();
    if (head[0] === 0x1f && head[1] === 0x8b) yield* unzipped(whole);
    else yield* whole;
  }

  /** The chunks, without a byte order mark. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    let isFirst = true;
    for await (const chunk of this.#plain()) {
      this.#unpacked += chunk.length;
      const isBomb = this.#unpacked > LIMITS.ratioFrom && this.#unpacked > this.#packed * LIMITS.ratio;
      if (isBomb || this.#unpacked > LIMITS.unpacked) throw new Refusal("too-large", reason("inventory.broken.tooLarge"));
      this.#hash.update(chunk);
      const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      isFirst = false;
      yield hasMark ? chunk.subarray(3) : chunk;
    }
    if (this.#unpacked === 0) throw new Broken("empty");
  }

  /** SHA-256 of what was delivered, unpacked. After the last chunk. */
  hash(): Buffer {
    this.#hashed ??= this.#hash.digest();
    return this.#hashed;
  }

  /** Compares with the digest a caller stated, of the bytes as sent or unpacked. */
  mustBe(sha256: string | null): void {
    if (sha256 === null) return;
    const found = [this.#packedHash?.digest("base64"), this.hash().toString("base64")];
    if (!found.includes(sha256)) throw new Broken("digest");
  }
}

async function* unzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  source.once("error", (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "Z_BUF_ERROR" || code === "Z_DATA_ERROR") throw new Broken("gzip");
    throw error;
  } finally {
    source.destroy();
  }
}
