import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Mistake } from "./arguments.ts";
import { releaseLock, takeLock } from "./lock-file.mjs";
import { removeCluster } from "./postgres/cluster.ts";
import { isRoot } from "./postgres/run-as.ts";
import { readIfThere, writePrivateFile } from "./private-file.ts";
import { atEnd } from "./shutdown.ts";

/** What a data folder is for: a demonstration may be loaded anew, a company's own data never. */
type Kind = "demonstration" | "own";

export type DataFolder = { dir: string; kind: Kind; file(name: string): string; secret(): string };

function makeEnterable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      throw new Mistake(`${dir} is a file, not a folder. Give another one with --data.`);
    const owner = statSync(dir, { throwIfNoEntry: false })?.uid;
    const whose = owner === undefined ? "cannot be made" : `belongs to another user (number ${owner})`;
    throw new Mistake(`The data folder ${dir} ${whose}. Give one of your own with --data.`);
  }
}

/** Takes the folder for this process until the command ends. `kind` null: whatever it is, a new one is the company's own. */
export function openDataFolder(dir: string, kind: Kind | null): DataFolder {
  makeEnterable(dir);
  const file = (name: string) => join(dir, name);
  const holder = takeLock(file("lock"));
  if (holder) {
    throw new Mistake(
      `Interdict already runs on the data folder ${dir} (process ${holder.pid}). Stop it first, or give another folder with --data.`,
    );
  }
  atEnd(() => releaseLock(file("lock")));

  const marked = readIfThere(file("kind"))?.trim();
  const found: Kind | null = marked === "demonstration" || marked === "own" ? marked : null;
  if (found && kind && found !== kind) {
    throw new Mistake(
      found === "own"
        ? `${dir} holds a company's own data (npm start made it), not a demonstration. Give another folder with --data.`
        : `${dir} holds a demonstration (npm run demo made it). Give another folder with --data.`,
    );
  }
  if (!found) writePrivateFile(file("kind"), `${kind ?? "own"}\n`);
  return { dir, kind: found ?? kind ?? "own", file, secret: () => keptSecret(file("secret")) };
}

function keptSecret(path: string): string {
  const kept = readIfThere(path)?.trim();
  if (kept) return kept;
  const secret = randomBytes(32).toString("base64url");
  writePrivateFile(path, `${secret}\n`);
  return secret;
}

/** Forgets everything the folder holds of ours, and nothing else. */
export async function emptyDataFolder({ dir, kind, file }: DataFolder): Promise<void> {
  if (kind !== "demonstration") throw new Mistake(`${dir} holds a company's own data and is not emptied.`);
  if (existsSync(dir)) await removeCluster(dir);
  for (const name of ["demo.json", "people", "clock.json", "clock.json.reading", "secret", "server.log"])
    rmSync(file(name), { force: true });
}
