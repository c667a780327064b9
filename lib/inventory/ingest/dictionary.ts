import type { Seen } from "@/lib/inventory/formats/record";
import { matchValueFor } from "@/lib/registry/identifiers";
import { cell, type CopyBuffer } from "./copy-text";

/** So many different pieces of software are held at once; beyond it the numbering starts over and the merge puts the numbers together. */
const LARGEST = 100_000;

/** Numbers the software of one delivery, so that a million sightings carry a number each. */
export class Dictionary {
  #asWorded = new Map<string, number>();
  #asCompared = new Map<string, number>();
  #next = 1;

  /** Forgets what would grow without bound. Never within one list: its numbers have to stay comparable. */
  betweenLists(): void {
    if (this.#asWorded.size < LARGEST) return;
    this.#asWorded = new Map();
    this.#asCompared = new Map();
  }

  /** The number; what is new goes to `entries`. */
  numberOf(seen: Seen, entries: CopyBuffer): number {
    const { kind, value, publisher, version } = seen;
    const worded = `${kind}\0${value}\0${version}\0${publisher}`;
    const known = this.#asWorded.get(worded);
    if (known !== undefined) return known;
    const matchValue = matchValueFor(kind, value);
    const compared = `${kind}\0${matchValue}\0${version}\0${publisher}`;
    let number = this.#asCompared.get(compared);
    if (number === undefined) {
      number = this.#next++;
      this.#asCompared.set(compared, number);
      entries.add(`${number}\t${kind}\t${cell(matchValue)}\t${cell(publisher)}\t${cell(version)}\t${cell(seen.name)}\n`);
    }
    this.#asWorded.set(worded, number);
    return number;
  }
}
