import { loadavg } from "node:os";
import type pg from "pg";
import { AS_OF, FULL, fillCompany } from "./compliance-data.ts";
import { withDatabase } from "./database.ts";
import { alternate, median, milliseconds, say } from "./rounds.ts";

const ROUNDS = 5;

async function empty(client: pg.Client): Promise<void> {
  await client.query("TRUNCATE obligation, rollup, rollup_delta, rollup_history");
  await client.query("CHECKPOINT");
}

/** P14: publishing to everybody, as one transaction, against only writing rows of that number, shape and indexes. */
export async function run(): Promise<void> {
  await withDatabase(async (client) => {
    await fillCompany(client, FULL);
    await client.query("SELECT publish_obligations(1, $1)", [AS_OF]);
    await client.query("CREATE TABLE written AS SELECT * FROM obligation ORDER BY id");
    await client.query("CREATE TABLE bare (LIKE obligation INCLUDING ALL)");
    const sides = await alternate(
      ROUNDS,
      [
        "publication",
        async () => {
          await empty(client);
          return milliseconds(() => client.query("SELECT publish_obligations(1, $1)", [AS_OF]));
        },
      ],
      [
        "rows alone",
        async () => {
          await client.query("TRUNCATE bare");
          await client.query("CHECKPOINT");
          return milliseconds(() => client.query("INSERT INTO bare SELECT * FROM written"));
        },
      ],
    );
    const { rows } = await client.query<{ obligations: number; people: number }>(
      "SELECT count(*)::int AS obligations, count(DISTINCT person_id)::int AS people FROM obligation",
    );
    say("P14 publication ÷ writing the same rows", "ms", sides, "–");
    const seconds = sides[0].values.map((ms) => ms / 1000);
    console.log(
      `P14 ${rows[0]?.obligations.toLocaleString("en")} obligations of ${rows[0]?.people.toLocaleString("en")} people in ${median(seconds).toFixed(1)} s ` +
        `(${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)})  goal ≤ 10 s, aim ≤ 3 s  ·  load ${loadavg()[0]?.toFixed(1)}`,
    );
  });
}

if (import.meta.main) await run();
