import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { type MigrationList, SchemaEngine, type SchemasContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { Mistake } from "./arguments.ts";
import { inProject } from "./project.ts";
import { PrismaPgWithWholeScripts } from "./whole-scripts.ts";

export const migrationsFolder = inProject("prisma/migrations");

export const everything = { externalTables: [], externalEnums: [] };

/** The folders of migrations in the order they are applied. */
export function migrationNames(): string[] {
  if (!existsSync(migrationsFolder)) return [];
  const folders = readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

export function migrationsOnDisk(): MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames().map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(migrationsFolder, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

export function schemaOnDisk(): SchemasContainer {
  const folder = inProject("prisma/schema");
  const names = readdirSync(folder).filter((name) => name.endsWith(".prisma"));
  return { files: names.sort().map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") })) };
}

/** The schema that the migrations lead to, as one file without comments. `npm run migration` writes it and starts from it. */
export const snapshotFile = join(migrationsFolder, "schema.snapshot");

export function schemaAsSnapshot(): string {
  const text = schemaOnDisk()
    .files.map(({ content }) => content)
    .join("\n");
  const lines = text.split("\n").map((line) =>
    line
      .replace(/\/\/.*$/, "")
      .trim()
      .replace(/\s+/g, " "),
  );
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/** Prisma's schema engine compiled to WebAssembly: nothing is downloaded, so it also works where there is no internet. */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, max: 1 });
  const adapter = new PrismaPgWithWholeScripts(pool);
  const datamodels = schemaOnDisk().files.map(({ path, content }): [string, string] => [path, content]);
  let engine: SchemaEngine | undefined;
  try {
    engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
    return await work(engine);
  } catch (error) {
    throw new Mistake(adapter.refusal ? `${firstLine(error)}\nPostgreSQL said: ${adapter.refusal.message}` : firstLine(error), {
      cause: error,
    });
  } finally {
    engine?.free();
    await pool.end();
  }
}

/** The engine's message goes on with its own source lines, or wraps itself in JSON. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  return migration ? `Migration ${migration} failed and was rolled back.` : (text.split("\n")[0] ?? text);
}
