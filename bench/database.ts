import { rmSync } from "node:fs";
import pg from "pg";
import { applyMigrations } from "../scripts/apply-migrations.ts";
import { removeCluster, startCluster } from "../scripts/postgres/cluster.ts";
import { temporaryFolder } from "../scripts/temporary-folder.ts";

/** A migrated, durable PostgreSQL with the product's own settings, for one benchmark. */
export async function withDatabase(work: (client: pg.Client, url: string) => Promise<void>): Promise<void> {
  const dir = temporaryFolder("bench");
  const cluster = await startCluster({ dir });
  const client = new pg.Client({ connectionString: cluster.adminUrl("interdict") });
  try {
    await applyMigrations(cluster.url);
    await client.connect();
    await work(client, cluster.url);
  } finally {
    await client.end().catch(() => {});
    await cluster.stop();
    await removeCluster(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}
