const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

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
    // Local variables and comparisons: every byte of up to 64 MB comes by here.
    const end = bytes.length;
    let [values, depth, inString] = [this.#values, this.#depth, this.#inString];
    let at = this.#escaped ? 1 : 0;
    this.#escaped = false;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (inString) {
        if (byte === QUOTE) inString = false;
        else if (byte === BACKSLASH && ++at === end) this.#escaped = true;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA) values++;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        values++;
        if (++depth > this.#most.depth) return "depth";
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
    }
    this.#values = values;
    this.#depth = depth;
    this.#inString = inString;
    return values > this.#most.values ? "values" : null;
  }
}
