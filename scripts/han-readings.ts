import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pinyin } from "pinyin-pro";
import { migrationNames, migrationsFolder } from "./schema-engine.ts";

// Chinese characters by Unicode: the first extension, and the block of those in use everywhere, simplified and traditional.
const BLOCKS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
] as const;

/** How each Chinese character is most often read, without tones and with v for ü, as people type it; those that the library reads. */
export function hanReadings(): Map<string, string> {
  const readings = new Map<string, string>();
  for (const [from, to] of BLOCKS) {
    for (let code = from; code <= to; code += 1) {
      const character = String.fromCodePoint(code);
      const reading = pinyin(character, { toneType: "none", v: true });
      if (/^[a-z]+$/.test(reading)) readings.set(character, reading);
    }
  }
  return readings;
}

/** What the migrations put into `han_reading`. */
export function migratedReadings(): Map<string, string> {
  const sql = migrationNames().map((name) => readFileSync(join(migrationsFolder, name, "migration.sql"), "utf8"));
  const rows = [...sql.join("\n").matchAll(/^ {2}\('([a-z]+)', '(\p{Script=Han}+)'\)/gmu)];
  return new Map(rows.flatMap(([, reading = "", characters = ""]) => [...characters].map((character) => [character, reading] as const)));
}

/** The rows of the next migration, "reading, characters" a line; none when every reading is there. */
function missingRows(): string[] {
  const known = migratedReadings();
  const missing = Map.groupBy(
    [...hanReadings()].filter(([character]) => !known.has(character)),
    ([, reading]) => reading,
  );
  return [...missing]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reading, rows]) => `  ('${reading}', '${rows.map(([character]) => character).join("")}')`);
}

if (import.meta.main) console.log(missingRows().join(",\n"));
