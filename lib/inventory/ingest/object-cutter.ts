import { Broken } from "./broken";

/** One object in `bytes`; `listFrom` is -1 without the list. The bytes are good until the callback returns. */
export type CutObject = { bytes: Buffer; from: number; to: number; listFrom: number; listTo: number; ordinal: number };

type Options = {
  /** An object with this array is a page: its elements are the objects. */
  page: string;
  /** The array of each object that is told apart, so that it need not be parsed to be compared. */
  list: string;
  largestBytes: number;
  onObject: (cut: CutObject) => void;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

type Container = "array" | "page";
type KeyKind = "page" | "list" | "other";

/**
 * Cuts JSON into the objects of a delivery: one after the other (NDJSON, concatenated), elements of arrays, elements of the array of a page.
 * A token stream costs ten times as much, and `JSON.parse` of the whole costs memory; this reads brackets and strings only, and what is cut
 * goes through `JSON.parse`.
 */
export class ObjectCutter {
  readonly #page: Buffer;
  readonly #list: Buffer;
  readonly #largest: number;
  readonly #onObject: (cut: CutObject) => void;
  #bytes = Buffer.alloc(0);
  #end = 0;
  #at = 0;
  #outer: Container[] = [];
  /** Where the object being cut begins; -1 between objects. */
  #from = -1;
  #skipping = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #keyExpected = false;
  #keyFrom = -1;
  #key: KeyKind = "other";
  #listFrom = -1;
  #listTo = -1;
  #ordinal = 0;

  constructor({ page, list, largestBytes, onObject }: Options) {
    this.#page = Buffer.from(page);
    this.#list = Buffer.from(list);
    this.#largest = largestBytes;
    this.#onObject = onObject;
  }

  push(chunk: Uint8Array): void {
    this.#append(chunk);
    while (this.#at < this.#end) {
      if (this.#from >= 0 || this.#skipping) this.#readObject();
      else this.#readBetween();
    }
    if (this.#from >= 0 && this.#end - this.#from > this.#largest)
      throw new Broken("objectTooLarge", { megabytes: Math.round(this.#largest / 1e6) });
  }

  /** True when everything that was opened has been closed. */
  isWhole(): boolean {
    return this.#from < 0 && !this.#skipping && this.#outer.length === 0;
  }

  /** Forgets an unfinished object, for the next line. */
  reset(): void {
    this.#outer = [];
    this.#from = -1;
    this.#skipping = false;
    this.#inString = false;
    this.#escaped = false;
    this.#at = this.#end;
  }

  #append(chunk: Uint8Array): void {
    const keep = this.#from >= 0 ? this.#from : this.#end;
    const kept = this.#end - keep;
    const needed = kept + chunk.length;
    if (this.#bytes.length < needed) {
      const larger = Buffer.allocUnsafe(Math.max(needed * 2, 1 << 17));
      this.#bytes.copy(larger, 0, keep, this.#end);
      this.#bytes = larger;
    } else if (kept > 0) this.#bytes.copyWithin(0, keep, this.#end);
    this.#bytes.set(chunk, kept);
    this.#end = needed;
    this.#at -= keep;
    if (this.#from >= 0) {
      this.#from = 0;
      if (this.#keyFrom >= 0) this.#keyFrom -= keep;
      if (this.#listFrom >= 0) this.#listFrom -= keep;
      if (this.#listTo >= 0) this.#listTo -= keep;
    }
  }

  #readBetween(): void {
    const byte = this.#bytes[this.#at];
    if (byte === OPEN_BRACE) {
      this.#from = this.#at;
      this.#depth = 1;
      this.#keyExpected = true;
      this.#key = "other";
      this.#keyFrom = this.#listFrom = this.#listTo = -1;
    } else if (byte === OPEN_BRACKET) this.#outer.push("array");
    else if (byte === CLOSE_BRACKET) {
      if (this.#outer.pop() !== "array") throw new Broken("notJson");
      if (this.#outer.at(-1) === "page") {
        this.#outer.pop();
        this.#skipping = true;
        this.#depth = 1;
      }
    } else if (byte !== COMMA && byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) throw new Broken("notJson");
    this.#at += 1;
  }

  #readObject(): void {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.#at;
    let inString = this.#inString;
    let depth = this.#depth;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    while (at < end) {
      let byte = bytes[at];
      if (inString) {
        while (byte !== QUOTE && byte !== BACKSLASH && at < end) byte = bytes[++at];
        if (at >= end) break;
        if (byte === BACKSLASH) {
          if (at + 1 >= end) {
            this.#escaped = true;
            at += 1;
            break;
          }
          at += 2;
          continue;
        }
        inString = false;
        if (this.#keyFrom >= 0) {
          this.#key = this.#kindOfKey(this.#keyFrom, at);
          this.#keyFrom = -1;
        }
        at += 1;
        continue;
      }
      at += 1;
      if (byte === QUOTE) {
        inString = true;
        if (depth === 1 && this.#keyExpected) {
          this.#keyFrom = at;
          this.#keyExpected = false;
        }
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === 1 && byte === OPEN_BRACKET && !this.#skipping) {
          if (this.#key === "list") this.#listFrom = at - 1;
          else if (this.#key === "page") {
            this.#outer.push("page", "array");
            this.#from = -1;
            this.#inString = false;
            this.#at = at;
            return;
          }
        }
        depth += 1;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 1 && this.#key === "list" && this.#listFrom >= 0) {
          this.#listTo = at;
          this.#key = "other";
        } else if (depth === 0) {
          this.#inString = false;
          this.#at = at;
          this.#finish(at);
          return;
        }
      } else if (depth === 1) {
        if (byte === COMMA) {
          this.#keyExpected = true;
          this.#key = "other";
        } else if (byte === COLON) this.#keyExpected = false;
      }
    }
    this.#at = at;
    this.#inString = inString;
    this.#depth = depth;
  }

  #kindOfKey(from: number, to: number): KeyKind {
    const is = (key: Buffer) => key.length === to - from && key.compare(this.#bytes, from, to) === 0;
    if (is(this.#list)) return "list";
    return is(this.#page) ? "page" : "other";
  }

  #finish(to: number): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    const from = this.#from;
    this.#from = -1;
    this.#ordinal += 1;
    const hasList = this.#listTo >= 0;
    this.#onObject({
      bytes: this.#bytes,
      from,
      to,
      listFrom: hasList ? this.#listFrom : -1,
      listTo: hasList ? this.#listTo : -1,
      ordinal: this.#ordinal,
    });
  }
}

/** The object without its list, which stands as null. Undefined where it is no JSON. */
export function parseWithoutList({ bytes, from, to, listFrom, listTo }: CutObject): unknown {
  const text =
    listFrom < 0 ? bytes.toString("utf8", from, to) : `${bytes.toString("utf8", from, listFrom)}null${bytes.toString("utf8", listTo, to)}`;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
