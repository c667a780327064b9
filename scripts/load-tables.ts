import { readFileSync } from "node:fs";
import pg from "pg";
import type { Edition } from "../lib/risk/tables/schema.ts";
import { parseShipped, takeShipped } from "../lib/risk/tables/shipped.ts";

/** The decision tables that come with the product. */
export function shippedTables(): Edition {
  return parseShipped(JSON.parse(readFileSync(new URL("../prisma/risk/aivss-1.0.0.json", import.meta.url), "utf8")));
}

/** Gives the shipped tables to the database at `connectionString`, unless it has an edition. Says whether it took them. */
export async function loadShippedTables(connectionString: string, now: Date): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, application_name: "interdict-tables" });
  await client.connect();
  try {
    return await takeShipped(client, shippedTables(), now);
  } finally {
    await client.end();
  }
}
