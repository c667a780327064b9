import { defineConfig } from "prisma/config";

// Prisma's command line fetches a native engine before anything else. Generating and validating need none,
// and migrations run on the WebAssembly engine (scripts/migrate.mjs), so any executable satisfies it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema" });
