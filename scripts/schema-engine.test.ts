import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schemaAsSnapshot, snapshotFile } from "./schema-engine.ts";

test("every change of the schema has its migration (otherwise: npm run migration -- <name>)", () => {
  expect(schemaAsSnapshot()).toBe(readFileSync(snapshotFile, "utf8"));
});
