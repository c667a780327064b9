import { readFileSync } from "node:fs";
import path from "node:path";

/** A sample payload in the wire shape of its system; people and devices are made up. */
export function fixture(name: string): Buffer {
  return readFileSync(path.join(process.cwd(), "fixtures/inventory", name));
}
