import { loadavg } from "node:os";
import { buildApplication } from "../scripts/build.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { alternate, median, milliseconds, say } from "./rounds.ts";
import { whileLogging } from "./statements.ts";
import { signIn } from "./visitor.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 124_000);
const ROUNDS = 5;

/** A draft for everybody, of the vendor with the most tools and families. Returns its id. */
async function draftOfLargest({ admin }: Demonstration): Promise<{ banId: number; vendor: string }> {
  const { rows: vendors } = await admin.query<{ id: number; name: string }>(
    `SELECT v.id, v.name FROM vendor v WHERE v.merged_into_id IS NULL ORDER BY (SELECT count(*) FROM tool t WHERE t.vendor_id IN (SELECT vendor_id FROM owned_vendors(ARRAY[v.id])))
       + (SELECT count(*) FROM model_family f WHERE f.vendor_id IN (SELECT vendor_id FROM owned_vendors(ARRAY[v.id]))) DESC, v.id LIMIT 1`,
  );
  const [vendor] = vendors;
  if (!vendor) throw new Error("The demonstration has no vendors.");
  const content = {
    selector: { vendors: [vendor.id], tools: [] },
    population: { everyone: true, include: [], exclude: [] },
    duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-31T18:00", deadlineZone: "Asia/Shanghai" }],
  };
  const { rows } = await admin.query<{ id: number }>(
    `WITH author AS (SELECT min(person_id) AS id FROM person_role WHERE role = 'SECURITY_OFFICER'),
     number AS (SELECT nextval(pg_get_serial_sequence('ban', 'id')) AS id),
     made AS (
       INSERT INTO ban (id, code, status, title, zone, author_id, created_at, updated_at)
       SELECT number.id, 'BAN-' || number.id, 'DRAFT', 'Benchmark', 'Asia/Shanghai', author.id, now(), now() FROM author, number RETURNING id, author_id
     ) INSERT INTO ban_version (ban_id, number, content, author_id, created_at) SELECT id, 1, $1, author_id, now() FROM made RETURNING ban_id AS id`,
    [JSON.stringify(content)],
  );
  return { banId: rows[0]?.id ?? 0, vendor: vendor.name };
}

/** The blast radius of a vendor-wide ban for everybody, against counting the same devices and reports with nothing decided about them. */
export async function run(): Promise<void> {
  await buildApplication();
  const demonstration = await startDemonstration(PEOPLE);
  try {
    const { banId, vendor } = await draftOfLargest(demonstration);
    const officer = await signIn(demonstration, "Security officer");
    const path = `/api/v1/bans/${banId}/blast-radius`;
    const sides = await alternate(
      ROUNDS,
      ["blast radius", async () => (await officer.get(path)).milliseconds],
      [
        "a look at the same tables",
        () =>
          milliseconds(() =>
            demonstration.admin.query(
              `SELECT (SELECT count(*) FROM person p JOIN team t ON t.id = p.team_id WHERE p.active), (SELECT count(*) FROM device d JOIN person p ON p.id = d.owner_person_id),
                 (SELECT count(DISTINCT device_id) FROM report), (SELECT count(DISTINCT i.device_id) FROM software_tool s JOIN installation i USING (software_id) WHERE i.gone_at IS NULL)`,
            ),
          ),
      ],
    );
    say("blast radius ÷ a look at the same tables", "ms", sides, "–");
    const pages = [path, `${path.replace("/api/v1", "")}`, `${path}/devices`, `${path}/people`, `/api/v1/bans/${banId}/lint`];
    await whileLogging(demonstration, async (statementsDuring) => {
      for (const page of pages) {
        const times: number[] = [];
        let statements = Number.POSITIVE_INFINITY;
        for (let round = 0; round < ROUNDS; round += 1) {
          const seen = await statementsDuring(async () => times.push((await officer.get(page)).milliseconds));
          statements = Math.min(statements, seen.length);
        }
        console.log(`${page}  ${median(times).toFixed(0)} ms  ·  ${statements} statements`);
      }
    });
    console.log(`${vendor}, ${PEOPLE.toLocaleString("en")} people  ·  load ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await demonstration.stop();
  }
}

if (import.meta.main) await run();
