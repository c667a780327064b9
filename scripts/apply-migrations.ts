import { Mistake } from "./arguments.ts";
import { everything, migrationsOnDisk, withSchemaEngine } from "./schema-engine.ts";

/** Brings the database to the state the code expects and names what was applied. Keeps Prisma's own table `_prisma_migrations`. */
export function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const migrationsList = migrationsOnDisk();
    const { editedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      filters: everything,
      optInToShadowDatabase: false,
    });
    if (editedMigrationNames.length > 0) {
      const names = editedMigrationNames.join(", ");
      throw new Mistake(
        `The database was made with other migrations than the ones there are now (${names}). A demonstration is made anew by --reset.`,
      );
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
    return appliedMigrationNames;
  });
}
