import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot } from "./postgres/run-as.ts";

/** A folder for a database that does not outlive the command. The account that runs PostgreSQL for root may pass through it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `interdict-${name}-`));
  if (isRoot()) chmodSync(folder, 0o711);
  return folder;
}
