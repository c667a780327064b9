import { loadavg } from "node:os";
import type pg from "pg";
import { AS_OF, FULL, fillCompany, type Size } from "./compliance-data.ts";
import { withDatabase } from "./database.ts";
import { alternate, median, milliseconds, say } from "./rounds.ts";

const ROUNDS = 5;
const MOVERS = 10_000;

/** Everybody's word, every manager's, one person's record; one of them by the clock where people are, and by another date in a part of the company. */
const STATED = `
  INSERT INTO duty (ban_id, kind, responsible, owner_person_id, proof, mode, deadline_local, deadline_zone, deadline_at, team_deadlines) VALUES
    (1, 'ROTATE_CREDENTIALS', 'PERSON', NULL, 'STATEMENT', 'LOCAL', '2026-07-10T00:00', 'Asia/Shanghai', '2026-07-09T16:00Z', '[{"teamId": 2, "deadlineLocal": "2026-07-12T00:00", "deadlineZone": "Asia/Shanghai"}]'),
    (1, 'CERTIFY', 'MANAGER', NULL, 'STATEMENT', 'INSTANT', '2026-07-10T00:00', 'Asia/Shanghai', '2026-07-09T16:00Z', '[]'),
    (1, 'BLOCK_NETWORK', 'OWNER', 1, 'RECORD', 'INSTANT', '2026-07-10T00:00', 'Asia/Shanghai', '2026-07-09T16:00Z', '[]')`;

async function inOne(client: pg.Client, ...statements: string[]): Promise<void> {
  await client.query("BEGIN");
  for (const statement of statements) await client.query(statement, statement.includes("$1") ? [AS_OF] : []);
  await client.query("COMMIT");
}

/** People of every twelfth number go one team on; once more and they are further still. */
const move = `UPDATE person SET team_id = 1 + team_id % (SELECT count(*) FROM team)::int WHERE id IN (SELECT id FROM person WHERE id % 12 = 0 ORDER BY id LIMIT ${MOVERS})`;

/** Publishing five duties of every proof; moving 10,000 people; lifting, each against doing only its part of the rows. */
export async function run(size: Size = FULL): Promise<void> {
  await withDatabase(async (client) => {
    await fillCompany(client, size);
    await client.query(STATED);
    const emptied = async () => {
      await client.query("TRUNCATE obligation, rollup, rollup_delta, rollup_history");
      await client.query("CHECKPOINT");
    };
    const published = await milliseconds(() => client.query("SELECT publish_obligations(1, $1)", [AS_OF]));
    await client.query("CREATE TABLE written AS SELECT * FROM obligation ORDER BY id");
    await client.query("CREATE TABLE bare (LIKE obligation INCLUDING ALL)");
    const sides = await alternate(
      ROUNDS,
      [
        "five duties",
        async () => {
          await emptied();
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
    const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM obligation");
    say(
      `P16 publication of five duties (${rows[0]?.n.toLocaleString("en")} obligations, first time ${(published / 1000).toFixed(1)} s) ÷ writing the same rows`,
      "ms",
      sides,
      "–",
    );

    await client.query("UPDATE ban SET status = 'PUBLISHED', published_at = $1, published_by_id = 1 WHERE id = 1", [AS_OF]);
    await client.query("VACUUM ANALYZE");
    const moves = await alternate(
      ROUNDS,
      ["moved and settled", () => milliseconds(() => inOne(client, move, "SELECT sweep_population($1, 40000)"))],
      [
        "moved alone",
        async () => {
          const alone = await milliseconds(() => inOne(client, move));
          await client.query("SELECT sweep_population($1, 40000)", [AS_OF]);
          return alone;
        },
      ],
    );
    say(
      `P17 moving ${Math.min(MOVERS, Math.floor(size.people / 12)).toLocaleString("en")} people ÷ without a ban that follows them`,
      "ms",
      moves,
      "–",
    );

    const ended = "UPDATE ban SET status = 'LIFTED', ended_at = $1, ended_by_id = 1, end_reason = 'bench' WHERE id = 1";
    const lifted = await milliseconds(() => inOne(client, ended));
    const swept = await milliseconds(() => client.query("SELECT sweep_due($1::timestamptz + interval '60 days', 5000)", [AS_OF]));
    console.log(
      `P18 lifting ${rows[0]?.n.toLocaleString("en")} obligations in ${lifted.toFixed(0)} ms, and ${(swept / 1000).toFixed(1)} s once in the background until none of them is looked at again` +
        `  ·  load ${loadavg()[0]?.toFixed(1)}  ·  publication ${median(sides[0].values.map((ms) => ms / 1000)).toFixed(1)} s`,
    );
  });
}

if (import.meta.main) await run();
