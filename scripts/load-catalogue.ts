import { readFileSync } from "node:fs";
import pg from "pg";
import { type Offered, offerShipped, parseCatalogue } from "../lib/registry/catalogue/commands.ts";
import type { Catalogue } from "../lib/registry/catalogue/schema.ts";

/** The catalogue that comes with the product, `prisma/catalogue/*.json`. */
export function shippedCatalogue(): Catalogue {
  const [sources, vendors, families, tools] = ["sources", "vendors", "models", "tools"].map((name): unknown =>
    JSON.parse(readFileSync(new URL(`../prisma/catalogue/${name}.json`, import.meta.url), "utf8")),
  );
  return parseCatalogue({ sources, vendors, families, tools });
}

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/** Gives the shipped catalogue to the database at `connectionString`: loads it into an empty registry, else offers what differs. */
export async function loadShippedCatalogue(connectionString: string, now: Date): Promise<Offered> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, application_name: "interdict-catalogue" });
  await client.connect();
  try {
    return await offerShipped(client, shippedCatalogue(), version, now);
  } finally {
    await client.end();
  }
}

/** What became of the shipped catalogue, a line each. */
export function wordsOf(offered: Offered): string[] {
  if (offered.kind === "known") return [];
  if (offered.kind === "proposed")
    return [`The catalogue of AI tools has news: ${offered.entries} entries wait at /catalogue/${offered.id}`];
  return Object.entries(offered.loaded)
    .filter(([, { added, updated }]) => added + updated > 0)
    .map(([what, { added, updated }]) => `${what}: ${added} added, ${updated} updated`);
}

if (import.meta.main) {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error("DATABASE_URL is missing: give the address of the PostgreSQL database.");
  for (const words of wordsOf(await loadShippedCatalogue(DATABASE_URL, new Date()))) console.log(words);
}
