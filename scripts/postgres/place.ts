import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { innerDataFolder } from "./record.ts";
import { mayEnter, type RunAs } from "./run-as.ts";

/** A folder every account may enter, for what may not stay in a folder that only root may enter. */
export function outsideFolder(): string {
  for (const folder of ["/var/lib/interdict", "/var/tmp/interdict"]) {
    try {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
      return folder;
    } catch {
      // Read-only system folders: the next one.
    }
  }
  throw new Error(
    "Neither /var/lib nor /var/tmp can be written, and PostgreSQL cannot run below a folder that only root may enter. Give --data DIR elsewhere.",
  );
}

/** Where the database of `dir` lives: inside it, or outside when the account that runs PostgreSQL cannot get there. */
export function dataFolderFor(dir: string, account: RunAs): string {
  if (mayEnter(dir, account)) return innerDataFolder(dir);
  const key = createHash("sha256").update(realpathSync(dir)).digest("hex").slice(0, 16);
  return join(outsideFolder(), `data-${key}`);
}
