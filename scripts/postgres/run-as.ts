import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** PostgreSQL refuses to run as root. Empty: as ourselves. */
export type RunAs = { uid?: number; gid?: number };

function accountNamed(name: string): RunAs | null {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** The account for a data folder: its owner if it exists, else an account without rights that is there already. */
export function accountFor(dataFolder: string): RunAs {
  if (!isRoot()) return {};
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = accountNamed("postgres") ?? accountNamed("nobody");
  if (!account)
    throw new Error("PostgreSQL does not run as root, and this machine has neither an account postgres nor nobody. Create one.");
  return account;
}

/** True when the account may enter the folder. Asked of the system itself, so that access lists and mounts count. */
export function mayEnter(folder: string, account: RunAs): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** The environment of PostgreSQL's programs: nothing of ours, so that no PGPORT or LANG of the caller changes anything. */
export const bareEnvironment: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
