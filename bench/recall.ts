import { loadavg } from "node:os";
import type pg from "pg";
import { AS_OF, FULL, fillCompany } from "./compliance-data.ts";
import { withDatabase } from "./database.ts";
import { median, milliseconds } from "./rounds.ts";

const ROUNDS = 5;

/** What a call back takes away, as `forgetDuties` of lib/bans/publication/binding.ts does it. */
const FORGOTTEN = ["obligation", "rollup_delta", "rollup", "rollup_history"].map(
  (table) => `DELETE FROM ${table} WHERE duty_id = ANY ($1::int[])`,
);

async function publish(client: pg.Client): Promise<void> {
  await client.query("TRUNCATE obligation, rollup, rollup_delta, rollup_history");
  await client.query("SELECT publish_obligations(1, $1)", [AS_OF]);
  await client.query("SELECT fold_rollups($1)", [AS_OF]);
  await client.query("CHECKPOINT");
}

async function callBack(client: pg.Client): Promise<void> {
  const duties = (await client.query<{ ids: number[] }>("SELECT array_agg(id) AS ids FROM duty WHERE ban_id = 1")).rows[0]?.ids;
  await client.query("BEGIN");
  await client.query("SELECT pg_advisory_xact_lock(7303, 0), pg_advisory_xact_lock(7301, 0)");
  for (const statement of FORGOTTEN) await client.query(statement, [duties]);
  await client.query("COMMIT");
}

/** A further version with another date for everybody: every open obligation is written again. */
async function changeDates(client: pg.Client): Promise<void> {
  await client.query("BEGIN");
  await client.query("SELECT set_config('interdict.publishing', '1', true)");
  await client.query(
    "UPDATE duty SET deadline_local = '2026-09-01T18:00', deadline_at = deadline_at + interval '53 days' WHERE ban_id = 1",
  );
  await client.query("SELECT publish_obligations(1, $1)", [AS_OF]);
  await client.query("ROLLBACK");
}

function report(what: string, goal: string, ms: readonly number[]): void {
  const seconds = ms.map((each) => each / 1000);
  const spread = `${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)}`;
  console.log(`${what} in ${median(seconds).toFixed(1)} s (${spread})  goal ${goal}  ·  load ${loadavg()[0]?.toFixed(1)}`);
}

/** Calling a first publication back, and publishing a change of its dates, for everybody in the company. */
export async function run(): Promise<void> {
  await withDatabase(async (client) => {
    await fillCompany(client, FULL);
    const [recalls, changes]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      await publish(client);
      changes.push(await milliseconds(() => changeDates(client)));
      recalls.push(await milliseconds(() => callBack(client)));
    }
    await publish(client);
    const { rows } = await client.query<{ count: number }>("SELECT count(*)::int AS count FROM obligation");
    const many = `${rows[0]?.count.toLocaleString("en")} obligations`;
    report(`recall of a first version, ${many},`, "≤ 10 s", recalls);
    report(`publication of other dates, ${many},`, "≤ 20 s", changes);
  });
}

if (import.meta.main) await run();
