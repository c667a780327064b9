import { loadavg } from "node:os";
import type pg from "pg";
import { withDatabase } from "./database.ts";
import { median, milliseconds } from "./rounds.ts";

const ROUNDS = 5;
const BANS = 50;
const SIZES = [2_000, 20_000];
const NEW = 100;

/** Seven tools to a vendor; families of some vendors, with three channels each to every fortieth tool: thousands of ways to a model. */
async function fillCatalogue(client: pg.ClientBase, tools: number): Promise<number> {
  await client.query(
    "INSERT INTO vendor (slug, name, confidence) SELECT 'bench-' || n, 'Vendor ' || n, 'HIGH' FROM generate_series(1, $1) n",
    [Math.ceil(tools / 7)],
  );
  await client.query(
    `INSERT INTO tool (slug, name, vendor_id, category, confidence)
     SELECT 'bench-' || n, 'Tool ' || n, (SELECT min(id) FROM vendor) + n / 7, 'dictation', 'HIGH' FROM generate_series(0, $1 - 1) n`,
    [tools],
  );
  await client.query(
    `INSERT INTO model_family (slug, name, vendor_id, open_weights, confidence)
     SELECT 'bench-' || id, 'Family ' || id, id, false, 'HIGH' FROM vendor ORDER BY id LIMIT ${BANS}`,
  );
  const { rowCount } = await client.query(
    `INSERT INTO model_access (tool_id, family_id, channel, mode, source)
     SELECT t.id, f.id, c, 'SELECTABLE', 'bench' FROM tool t JOIN model_family f ON (t.id + f.id) % 40 = 0 CROSS JOIN unnest(ARRAY['one', 'two', 'three']) AS c`,
  );
  return rowCount ?? 0;
}

/** Published bans, each on all that one vendor owns, with their scope fixed. */
async function publishBans(client: pg.ClientBase): Promise<void> {
  await client.query("INSERT INTO team (external_id, name) VALUES ('company', 'Company')");
  await client.query(
    `INSERT INTO person (external_id, name, email, team_id, legal_entity, country, worker_type)
     SELECT p.name, p.name, p.name || '@bench.example', team.id, 'Bench', 'CN', 'EMPLOYEE' FROM team, unnest(ARRAY['officer', 'approver']) AS p (name)`,
  );
  await client.query(
    `INSERT INTO ban (id, code, status, title, zone, cutoff_at, author_id, created_at, updated_at, submitted_at, approved_by_id, approved_at, published_at)
     SELECT n, 'BAN-' || n, 'PUBLISHED', 'Ban ' || n, 'UTC', now(), min(p.id), now(), now(), now(), max(p.id), now(), now()
     FROM generate_series(1, ${BANS}) n, person p GROUP BY n`,
  );
  await client.query(
    `INSERT INTO ban_version (ban_id, number, status, content, author_id, created_at, frozen_at)
     SELECT b.id, 1, 'PUBLISHED', jsonb_build_object('selector', jsonb_build_object('vendors', jsonb_build_array(v.id), 'tools', '[]'::jsonb)), b.author_id, now(), now()
     FROM ban b JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM vendor) v ON v.n = b.id`,
  );
  await client.query(
    `INSERT INTO ban_scope_tool (ban_id, tool_id, version_range)
     SELECT v.ban_id, s.tool_id, s.version_range FROM ban_version v CROSS JOIN LATERAL resolve_selector(v.content -> 'selector') s`,
  );
  await client.query(
    `INSERT INTO ban_scope_access (ban_id, tool_id, family_id, channel, mode)
     SELECT v.ban_id, a.tool_id, a.family_id, a.channel, a.mode FROM ban_version v CROSS JOIN LATERAL resolve_access(v.content -> 'selector') a`,
  );
  await client.query("ANALYZE");
}

async function medianOf(work: () => Promise<unknown>): Promise<string> {
  await work();
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await milliseconds(work));
  return `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;
}

/** What the minute's look at scope drift costs: with nothing new, with a hundred new tools, and writing the proposals. */
export async function run(): Promise<void> {
  for (const size of SIZES) {
    await withDatabase(async (client) => {
      const edges = await fillCatalogue(client, size);
      await publishBans(client);
      const look = () => client.query("SELECT ban_id FROM bans_with_drift()");
      const words = `${BANS} bans, ${size.toLocaleString("en")} tools, ${edges.toLocaleString("en")} ways`;
      console.log(`drift, ${words}: did anything change ${await medianOf(() => client.query("SELECT scope_stamp()"))}`);
      console.log(`drift, ${words}: nothing new ${await medianOf(look)}`);
      await client.query(
        `INSERT INTO tool (slug, name, vendor_id, category, confidence)
         SELECT 'new-' || n, 'New ' || n, (SELECT min(id) FROM vendor) + n % ${BANS}, 'dictation', 'HIGH' FROM generate_series(1, ${NEW}) n`,
      );
      console.log(`drift, ${words}: ${NEW} new tools, found ${await medianOf(look)}`);
      const write = await milliseconds(() =>
        client.query(
          `INSERT INTO scope_drift (ban_id, tool_id, family_id, channel, mode, found_at)
           SELECT d.ban_id, m.tool_id, m.family_id, m.channel, m.mode, now() FROM bans_with_drift() d CROSS JOIN LATERAL new_matches(d.ban_id) m`,
        ),
      );
      const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM scope_drift");
      console.log(`drift, ${words}: ${rows[0]?.n} proposals written in ${write.toFixed(0)} ms  ·  load ${loadavg()[0]?.toFixed(1)}`);
    });
  }
}

if (import.meta.main) await run();
