import { loadavg } from "node:os";
import { buildApplication } from "../scripts/build.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { median } from "./rounds.ts";
import { whileLogging } from "./statements.ts";
import { signIn } from "./visitor.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 124_000);
const [FEW, MANY] = [1_000, 100_000];
const ROUNDS = 7;

/** One exception each of so many people to the ban of the scenario that allows some: half over, four in ten holding, the others waiting. */
async function fill({ admin }: Demonstration, count: number): Promise<void> {
  await admin.query(
    `INSERT INTO exception (ban_id, duty_kind, person_id, status, justification, starts_at, ends_at, due_after, requested_by_id, requested_at, decided_by_id, decided_at, decision_reason, ended_at)
     SELECT 6, 'UNINSTALL', p.id, s.status, 'Benchmark', now.at - interval '1 day', now.at + CASE WHEN s.status = 'EXPIRED' THEN interval '-1 hour' ELSE (1 + p.id % 60) * interval '1 day' END,
       now.at + interval '90 days', p.id, now.at - (p.id % 5000) * interval '1 minute', CASE WHEN s.status <> 'PROPOSED' THEN 1 + p.id % 5 END, CASE WHEN s.status <> 'PROPOSED' THEN now.at - interval '1 day' END,
       CASE WHEN s.status <> 'PROPOSED' THEN 'Benchmark' END,
       CASE WHEN s.status = 'EXPIRED' THEN now.at - interval '1 hour' END
     FROM person p CROSS JOIN (VALUES (timestamptz '2026-07-08T15:00+08:00')) AS now (at)
     CROSS JOIN LATERAL (SELECT (CASE WHEN p.id % 10 < 5 THEN 'EXPIRED' WHEN p.id % 10 < 9 THEN 'ACTIVE' ELSE 'PROPOSED' END)::exception_status AS status) s
     WHERE p.active AND NOT EXISTS (SELECT FROM exception e WHERE e.person_id = p.id) ORDER BY hashint4(p.id) LIMIT $1 - (SELECT count(*) FROM exception)`,
    [count],
  );
  await admin.query("ANALYZE exception");
}

const READERS = ["Security officer", "Department head", "Manager"];
const PAGES = [
  "/exceptions?state=waiting",
  "/exceptions?state=holding",
  "/exceptions?state=over",
  "/api/v1/exceptions?state=holding&limit=50",
];

type Times = Map<string, { milliseconds: number; statements: number }>;

async function timesOf(demonstration: Demonstration): Promise<Times> {
  const times: Times = new Map();
  await whileLogging(demonstration, async (statementsDuring) => {
    for (const role of READERS) {
      const visitor = await signIn(demonstration, role);
      for (const page of PAGES) {
        const taken: number[] = [];
        let statements = Number.POSITIVE_INFINITY;
        await visitor.get(page);
        for (let round = 0; round < ROUNDS; round += 1) {
          const seen = await statementsDuring(async () => taken.push((await visitor.get(page)).milliseconds));
          statements = Math.min(statements, seen.length);
        }
        times.set(`${page}  ${role}`, { milliseconds: median(taken), statements });
      }
    }
  });
  return times;
}

/** The pages of exceptions with a hundred times as many, for whoever reads all of them and for those who read their subtree's. */
export async function run(): Promise<void> {
  await buildApplication();
  const demonstration = await startDemonstration(PEOPLE);
  try {
    await fill(demonstration, FEW);
    const few = await timesOf(demonstration);
    await fill(demonstration, MANY);
    const many = await timesOf(demonstration);
    for (const [name, { milliseconds, statements }] of many) {
      const before = few.get(name)?.milliseconds ?? Number.NaN;
      console.log(
        `${name}  ${before.toFixed(0)} → ${milliseconds.toFixed(0)} ms  ratio ${(milliseconds / before).toPrecision(3)}  ·  ${statements} statements`,
      );
    }
    console.log(
      `${FEW.toLocaleString("en")} → ${MANY.toLocaleString("en")} exceptions, ${PEOPLE.toLocaleString("en")} people  ·  load ${loadavg()[0]?.toFixed(1)}`,
    );
  } finally {
    await demonstration.stop();
  }
}

if (import.meta.main) await run();
