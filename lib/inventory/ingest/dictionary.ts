import type { Seen } from "@/lib/inventory/formats/record";
import { kindBit, matchValueFor } from "@/lib/registry/identifiers";
import { cell } from "./copy-text";

/** So many different pieces of software are held at once; beyond it the numbering starts over and the merge puts the numbers together. */
const LARGEST = 50_000;

/** Numbers the software of one delivery, so that a million sightings carry a number each. */
export class Dictionary {
  #asWorded = new Map<string, number>();
  #asCompared = new Map<string, number>();
  #next = 1;
  /** New entries, as COPY lines. */
  text = "";

  /** Forgets what would grow without bound. Never within one list: its numbers have to stay comparable. */
  betweenLists(): void {
    if (this.#asWorded.size < LARGEST) return;
    this.#asWorded = new Map();
    this.#asCompared = new Map();
  }

  numberOf(seen: Seen): number {
    const worded = `${kindBit(seen.kind)}\0${seen.value}\0${seen.publisher}\0${seen.version}`;
    const known = this.#asWorded.get(worded);
    if (known !== undefined) return known;
    const matchValue = matchValueFor(seen.kind, seen.value);
    const compared = `${kindBit(seen.kind)}\0${matchValue}\0${seen.publisher}\0${seen.version}`;
    let number = this.#asCompared.get(compared);
    if (number === undefined) {
      number = this.#next++;
      this.#asCompared.set(compared, number);
      this.text += `${number}\t${seen.kind}\t${cell(matchValue)}\t${cell(seen.publisher)}\t${cell(seen.version)}\t${cell(seen.name)}\n`;
    }
    this.#asWorded.set(worded, number);
    return number;
  }
}
