import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import pg from "pg";
import { applyMigrations } from "../apply-migrations.ts";
import { removeCluster, startCluster } from "../postgres/cluster.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** What a test needs to make databases of its own on the running server. */
export type TestServer = { url: string; adminUrl: string };

export type Database = { url: string; drop(): Promise<void> };

/** A PostgreSQL of its own, not durable, with one migrated database that all others are copies of. */
export async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  const dir = temporaryFolder("test");
  const cluster = await startCluster({ dir, durable: false });
  async function stop(): Promise<void> {
    await cluster.stop();
    await removeCluster(dir);
    rmSync(dir, { recursive: true, force: true });
  }
  try {
    await applyMigrations(cluster.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: cluster.url, adminUrl: cluster.adminUrl("postgres"), stop };
}

async function asAdmin(server: TestServer, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

/** A copy of the database at `original`, which nobody may be connected to meanwhile. */
export async function copyOf(server: TestServer, original: string): Promise<Database> {
  const name = `interdict_${randomBytes(6).toString("hex")}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${new URL(original).pathname.slice(1)} OWNER interdict`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** A migrated, empty database that nobody else uses. */
export const newDatabase = (server: TestServer): Promise<Database> => copyOf(server, server.url);
