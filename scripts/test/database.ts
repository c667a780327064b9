import { inject } from "vitest";
import { type Database, newDatabase } from "./server.ts";

/** A migrated, empty database of the calling test's own. */
export function freshDatabase(): Promise<Database> {
  return newDatabase({ url: inject("url"), adminUrl: inject("adminUrl") });
}
