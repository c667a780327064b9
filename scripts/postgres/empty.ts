import pg from "pg";
import type { Cluster } from "./cluster.ts";

async function query<T extends object>(connectionString: string, ...statements: string[]): Promise<T[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    let rows: T[] = [];
    for (const statement of statements) rows = (await client.query<T>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Puts an empty database in the place of the application's. */
export async function emptyDatabase(cluster: Cluster): Promise<void> {
  await query(cluster.adminUrl("postgres"), "DROP DATABASE IF EXISTS interdict WITH (FORCE)", "CREATE DATABASE interdict OWNER interdict");
}

/** True when nothing has been made in the application's database, not even tables. */
export async function isUntouched(cluster: Cluster): Promise<boolean> {
  const [row] = await query<{ tables: number }>(cluster.url, "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'");
  return row?.tables === 0;
}
