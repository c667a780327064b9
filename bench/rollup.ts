import pg from "pg";
import { AS_OF, FULL, fillCompany } from "./compliance-data.ts";
import { withDatabase } from "./database.ts";
import { alternate, milliseconds, say } from "./rounds.ts";

const ROUNDS = 7;
const READS = 20;
const WRITERS = 32;
const WRITE_MS = 3_000;

const LIVE = `
  SELECT o.state, count(*), count(*) FILTER (WHERE o.contradicted), count(*) FILTER (WHERE o.reappeared)
  FROM obligation o JOIN team t ON t.id = o.team_id
  WHERE o.duty_id = 2 AND o.closed_at IS NULL AND t.path <@ (SELECT path FROM team WHERE id = $1) GROUP BY o.state`;
const KEPT = "SELECT * FROM rollup_now(ARRAY[2], ARRAY[$1::int])";

const DIFFERENCES = `
  WITH counted AS (
    SELECT o.duty_id, a.id AS team_id, count(*) FILTER (WHERE state = 'INSTALLED')::int AS installed, count(*) FILTER (WHERE state = 'UNKNOWN')::int AS unknown,
      count(*) FILTER (WHERE state = 'STATED')::int AS stated, count(*) FILTER (WHERE state = 'PROVED')::int AS proved,
      count(*) FILTER (WHERE state = 'NOT_AFFECTED')::int AS not_affected, count(*) FILTER (WHERE state = 'EXCEPTED')::int AS excepted,
      count(*) FILTER (WHERE contradicted)::int AS contradicted, count(*) FILTER (WHERE reappeared)::int AS reappeared
    FROM obligation o JOIN team t ON t.id = o.team_id CROSS JOIN LATERAL team_and_above(t.path) AS a (id) WHERE o.closed_at IS NULL GROUP BY 1, 2
  ), kept AS (SELECT * FROM rollup_now(ARRAY[1, 2], ARRAY(SELECT id FROM team)))
  SELECT count(*)::int AS differences FROM ((SELECT * FROM kept EXCEPT SELECT * FROM counted) UNION ALL (SELECT * FROM counted EXCEPT SELECT * FROM kept)) d`;

async function differences(client: pg.Client): Promise<number> {
  return (await client.query<{ differences: number }>(DIFFERENCES)).rows[0]?.differences ?? -1;
}

/** Each read has a plan ready, as in a process that serves pages. */
async function reads(client: pg.Client, name: string, text: string, team: number, times: number): Promise<number> {
  const spent = await milliseconds(async () => {
    for (let read = 0; read < times; read += 1) await client.query({ name, text, values: [team] });
  });
  return spent / times;
}

/** Transactions per second of many writers who each change one obligation of the same ban at a time. */
async function writes(writers: readonly pg.Client[], obligations: number): Promise<number> {
  const end = performance.now() + WRITE_MS;
  let done = 0;
  await Promise.all(
    writers.map(async (writer) => {
      while (performance.now() < end) {
        const id = 1 + Math.floor(Math.random() * obligations);
        await writer.query({
          name: "change",
          text: `UPDATE obligation SET state = CASE state WHEN 'INSTALLED' THEN 'STATED'::obligation_state WHEN 'STATED' THEN 'PROVED' WHEN 'PROVED' THEN 'NOT_AFFECTED' ELSE 'INSTALLED' END, reason = NULL WHERE id = $1`,
          values: [id],
        });
        done += 1;
      }
    }),
  );
  return done / (WRITE_MS / 1000);
}

/** P7: a team's sums as kept against counting them. P8: what keeping them costs writers. */
export async function run(): Promise<void> {
  await withDatabase(async (client, url) => {
    await fillCompany(client, FULL);
    const { rows } = await client.query<{ n: number }>("SELECT publish_obligations(1, $1) AS n", [AS_OF]);
    const obligations = rows[0]?.n ?? 0;
    await client.query("SELECT fold_rollups($1)", [AS_OF]);
    await client.query("VACUUM ANALYZE");
    for (const [name, team] of [
      ["the company", 1],
      ["a team of the second level", 2],
      ["a team without teams", FULL.teams],
    ] as const) {
      const kept = () => reads(client, "kept", KEPT, team, READS);
      const live = () => reads(client, "live", LIVE, team, team === 1 ? 3 : READS);
      await kept();
      await live();
      say(
        `P7 sums of ${name}: kept ÷ counted`,
        "ms",
        await alternate(ROUNDS, ["kept", kept], ["counted", live]),
        team === 1 ? "≤ 0.02" : "–",
      );
    }

    const writers = Array.from({ length: WRITERS }, () => new pg.Client({ connectionString: url }));
    await Promise.all(writers.map((writer) => writer.connect()));
    // One folder beside the writers, as in the product.
    const folder = new pg.Client({ connectionString: url });
    await folder.connect();
    let folding = Promise.resolve<unknown>(undefined);
    const timer = setInterval(() => {
      folding = folding.then(() => folder.query("SELECT fold_rollups($1)", [AS_OF]));
    }, 2_000);
    try {
      await writes(writers, obligations);
      console.log(`P7 differences from a recount after ${WRITERS} writers at once, partly folded: ${await differences(client)}  goal 0`);
      const switched = async (sums: "ENABLE" | "DISABLE") => {
        await client.query(`ALTER TABLE obligation ${sums} TRIGGER USER`);
        await client.query("CHECKPOINT");
        return writes(writers, obligations);
      };
      say(
        "P8 writes with sums ÷ without",
        "per s",
        await alternate(ROUNDS, ["with", () => switched("ENABLE")], ["without", () => switched("DISABLE")]),
        "≥ 0.6",
      );
    } finally {
      clearInterval(timer);
      await folding;
      await Promise.all([...writers, folder].map((one) => one.end()));
    }
  });
}

if (import.meta.main) await run();
