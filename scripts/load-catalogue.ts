import { readFileSync } from "node:fs";
import pg from "pg";
import { type LoadedCatalogue, loadCatalogue, parseCatalogue } from "../lib/registry/catalogue/commands.ts";
import type { Catalogue } from "../lib/registry/catalogue/schema.ts";

/** The catalogue that comes with the product, `prisma/catalogue/*.json`. */
export function shippedCatalogue(): Catalogue {
  const [sources, vendors, families, tools] = ["sources", "vendors", "models", "tools"].map((name): unknown =>
    JSON.parse(readFileSync(new URL(`../prisma/catalogue/${name}.json`, import.meta.url), "utf8")),
  );
  return parseCatalogue({ sources, vendors, families, tools });
}

/** Loads the shipped catalogue into the database at `connectionString`. `now` is the domain's clock. */
export async function loadShippedCatalogue(connectionString: string, now: Date): Promise<LoadedCatalogue> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, application_name: "interdict-catalogue" });
  await client.connect();
  try {
    return await loadCatalogue(client, shippedCatalogue(), now);
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error("DATABASE_URL is missing: give the address of the PostgreSQL database.");
  const loaded = await loadShippedCatalogue(DATABASE_URL, new Date());
  for (const [what, { added, updated }] of Object.entries(loaded)) console.log(`${what}: ${added} added, ${updated} updated`);
}
