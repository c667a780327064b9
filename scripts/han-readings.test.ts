import { expect, test } from "vitest";
import { hanReadings, migratedReadings } from "./han-readings.ts";

test("the readings in the database are those of the library, for every character that it reads", () => {
  const [migrated, read] = [migratedReadings(), hanReadings()];
  expect(migrated.size).toBe(20_935);
  expect([...migrated].filter(([character, reading]) => read.get(character) !== reading)).toEqual([]);
  expect([...read.keys()].filter((character) => !migrated.has(character))).toEqual([]);
});
