import { everything, migrationsOnDisk, withSchemaEngine } from "./schema-engine.ts";

/** The engine puts what the database said into JSON around a message of its own. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  try {
    const { message } = JSON.parse(text);
    return typeof message === "string" ? message : text;
  } catch {
    return text;
  }
}

/** Brings the database to the state the code expects and names what was applied. Keeps Prisma's own table `_prisma_migrations`. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  try {
    return await withSchemaEngine(databaseUrl, async (engine) => {
      const migrationsList = migrationsOnDisk();
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
      return appliedMigrationNames;
    });
  } catch (error) {
    throw new Error(`The database could not be migrated. ${sentenceOf(error)}`, { cause: error });
  }
}
