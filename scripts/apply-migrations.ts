import { everything, migrationsOnDisk, withSchemaEngine } from "./schema-engine.ts";

/** Brings the database to the state the code expects and names what was applied. Keeps Prisma's own table `_prisma_migrations`. */
export function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const migrationsList = migrationsOnDisk();
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
    return appliedMigrationNames;
  });
}
