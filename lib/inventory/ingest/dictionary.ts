import type { Seen } from "@/lib/inventory/formats/record";
import { matchValueFor } from "@/lib/registry/identifiers";
import { type CopyBuffer, cell } from "./copy-text";

/** So many different pieces of software are held at once; beyond it the numbering starts over and the merge puts the numbers together. */
const LARGEST = 100_000;

/** By kind, value and version: three short texts to look up instead of one long one to build, a million times. */
type Known = Map<string, Map<string, Map<string, number>>>;

function inner<Value>(map: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let found = map.get(key);
  if (!found) {
    found = new Map();
    map.set(key, found);
  }
  return found;
}

/** Numbers the software of one delivery, so that a million sightings carry a number each. */
export class Dictionary {
  #asWorded: Known = new Map();
  #asCompared = new Map<string, number>();
  #size = 0;
  #next = 1;

  /** Forgets what would grow without bound. Never within one list: its numbers have to stay comparable. */
  betweenLists(): void {
    if (this.#size < LARGEST) return;
    this.#asWorded = new Map();
    this.#asCompared = new Map();
    this.#size = 0;
  }

  /** The number; what is new goes to `entries`. */
  numberOf(seen: Seen, entries: CopyBuffer): number {
    const { kind, value, publisher, version } = seen;
    const versions = inner(inner(this.#asWorded, kind), value);
    const worded = publisher === "" ? version : `${version}\0${publisher}`;
    const known = versions.get(worded);
    if (known !== undefined) return known;
    const number = this.#compared(seen, entries);
    versions.set(worded, number);
    this.#size += 1;
    return number;
  }

  #compared({ kind, value, publisher, version, name }: Seen, entries: CopyBuffer): number {
    const matchValue = matchValueFor(kind, value);
    const compared = `${kind}\0${matchValue}\0${version}\0${publisher}`;
    const known = this.#asCompared.get(compared);
    if (known !== undefined) return known;
    const number = this.#next++;
    this.#asCompared.set(compared, number);
    entries.add(`${number}\t${kind}\t${cell(matchValue)}\t${cell(publisher)}\t${cell(version)}\t${cell(name)}\n`);
    return number;
  }
}
