import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { DiffTarget } from "@prisma/schema-engine-wasm";
import { removeCluster, startCluster } from "./postgres/cluster.ts";
import {
  everything,
  migrationNames,
  migrationsFolder,
  schemaAsSnapshot,
  schemaOnDisk,
  snapshotFile,
  withSchemaEngine,
} from "./schema-engine.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const USAGE = `npm run migration -- <name>           writes the SQL from the last migration to the schema as it is now
npm run migration -- ground --first   writes the first migration anew, from nothing to the schema (before the first release only)`;

const EXTENSIONS = `CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
`;

/** The engine wants a server to ask for its version; both sides of the comparison are schema files. */
async function difference(from: DiffTarget): Promise<string> {
  const dir = temporaryFolder("migration");
  const cluster = await startCluster({ dir, durable: false });
  try {
    return await withSchemaEngine(cluster.adminUrl("postgres"), async (engine) => {
      const to: DiffTarget = { tag: "schemaDatamodel", ...schemaOnDisk() };
      const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: everything });
      return (stdout ?? "").trim();
    });
  } finally {
    await cluster.stop();
    await removeCluster(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

function folderOf(name: string, first: boolean): string {
  const names = migrationNames();
  if (first) return names.find((folder) => folder.startsWith("0001_")) ?? `0001_${name}`;
  const highest = Math.max(0, ...names.map((folder) => Number.parseInt(folder, 10)));
  return `${String(highest + 1).padStart(4, "0")}_${name}`;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { first: { type: "boolean", default: false } } });
const [name] = positionals;
if (positionals.length !== 1 || !name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(`Give the migration one name in lower case, words joined by "_".\n\n${USAGE}`);
  process.exit(1);
}

const before: DiffTarget = values.first
  ? { tag: "empty" }
  : { tag: "schemaDatamodel", files: [{ path: snapshotFile, content: readFileSync(snapshotFile, "utf8") }] };
const sql = await difference(before);
if (sql === "" || sql.startsWith("-- This is an empty migration")) {
  console.log("The migrations already lead to the schema; nothing was written.");
} else {
  const folder = join(migrationsFolder, folderOf(name, values.first));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), values.first ? `${EXTENSIONS}\n${sql}\n` : `${sql}\n`);
  writeFileSync(snapshotFile, schemaAsSnapshot());
  console.log(`Wrote ${join(folder, "migration.sql")}. Read it before you commit it.`);
}
