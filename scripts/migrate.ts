import { applyMigrations } from "./apply-migrations.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error(
    "Give the address of the database in DATABASE_URL. The embedded database is migrated by npm start and npm run demo themselves.",
  );
  process.exit(1);
}

try {
  const applied = await applyMigrations(url);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
