import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

const SPECIAL = /[\\\t\n\r]/;

/** One cell of COPY's text format. */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return "\\N";
  const text = typeof value === "string" ? value : String(value);
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

/** Lines for COPY as bytes: a long string of many small ones costs its weight several times over. */
export class CopyBuffer {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(line: string): void {
    // A UTF-16 unit becomes three bytes at most.
    const most = this.#length + line.length * 3;
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(most * 2);
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(line, this.#length, "utf8");
  }

  /** What was gathered; the buffer is for others to fill once that is sent. */
  take(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }
}

export async function copyInto(client: PoolClient, table: string, bytes: Buffer): Promise<void> {
  if (bytes.length === 0) return;
  const copy = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  copy.end(bytes);
  await finished(copy);
}
