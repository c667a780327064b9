import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Binaries } from "./binaries.ts";
import type { ClusterRecord } from "./record.ts";
import { bareEnvironment, type RunAs } from "./run-as.ts";

const MAJOR = "18";

/** Makes the data folder if it is not there. It appears under its name only when it is complete. */
export function initialise({ initdb }: Binaries, { dataFolder, adminPassword }: ClusterRecord, account: RunAs, durable: boolean): void {
  const versionFile = join(dataFolder, "PG_VERSION");
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, "utf8").trim();
    if (version !== MAJOR)
      throw new Error(
        `${dataFolder} was written by PostgreSQL ${version}; this is PostgreSQL ${MAJOR}. Move the data over by dump and restore.`,
      );
    return;
  }
  const draft = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  try {
    const { uid, gid } = account;
    if (uid !== undefined && gid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, uid, gid);
    const { status, stderr, error } = spawnSync(
      initdb,
      [
        `--pgdata=${draft}`,
        `--pwfile=${passwordFile}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order and case rules on every machine, whatever locales it has.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        ...(durable ? [] : ["--no-sync"]),
      ],
      { ...account, cwd: "/", env: bareEnvironment, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`PostgreSQL could not make its data folder: ${(error?.message ?? stderr).trim()}`);
    renameSync(draft, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The application's own role, without the rights of an administrator, and its database. */
export async function ensureDatabase(admin: pg.Client, { password }: ClusterRecord): Promise<void> {
  const { rows } = await admin.query(
    "SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'interdict')::int AS roles, (SELECT count(*) FROM pg_database WHERE datname = 'interdict')::int AS databases",
  );
  if (rows[0].roles === 0) await admin.query(`CREATE ROLE interdict LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  if (rows[0].databases === 0) await admin.query("CREATE DATABASE interdict OWNER interdict");
}
