const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = [0x5b, 0x7b];
const CLOSE = [0x5d, 0x7d];

/**
 * How much a JSON text will be once it is parsed, counted from its bytes as they arrive: 60 MB of "[],[],[]" would be a gigabyte. Answers what is
 * too much of it, or null.
 */
export class JsonSize {
  readonly #most: { values: number; depth: number };
  #values = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(most: { values: number; depth: number }) {
    this.#most = most;
  }

  push(bytes: Uint8Array): "values" | "depth" | null {
    for (const byte of bytes) {
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === COMMA) this.#values += 1;
      else if (OPEN.includes(byte)) {
        this.#values += 1;
        this.#depth += 1;
        if (this.#depth > this.#most.depth) return "depth";
      } else if (CLOSE.includes(byte)) this.#depth -= 1;
    }
    return this.#values > this.#most.values ? "values" : null;
  }
}
