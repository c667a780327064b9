import { loadavg } from "node:os";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../prisma/generated/client.ts";
import { buildApplication } from "../scripts/build.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { processorTime } from "./processes.ts";
import { median } from "./rounds.ts";
import { type Statement, whileLogging } from "./statements.ts";
import { signIn, type Visitor } from "./visitor.ts";

const SMALL = 12_400;
const LARGE = 124_000;
const ROUNDS = 5;
/** Requests of each page to each side in a round, one to the one and one to the other. */
const REQUESTS = 8;
const WARM_UP = 5;
/** Requests and replays from which the processor time is taken. */
const MEASURED = 60;
const COUNTED = 5;

const AS = { officer: "Security officer", employee: "Employee with a duty", manager: "Manager", administrator: "Administrator" };

type Page = { path: string; as: keyof typeof AS };

/** `{team}` is the team whose people, with everybody below, come nearest to two hundred. */
const PAGES: readonly Page[] = [
  { path: "/", as: "officer" },
  { path: "/", as: "manager" },
  { path: "/", as: "employee" },
  { path: "/tools?q=cursor", as: "employee" },
  { path: "/tools/claude-code", as: "employee" },
  { path: "/registry", as: "officer" },
  { path: "/triage", as: "officer" },
  { path: "/bans", as: "officer" },
  { path: "/bans/BAN-2", as: "officer" },
  { path: "/bans/BAN-2", as: "manager" },
  { path: "/bans/BAN-2/people", as: "officer" },
  { path: "/bans/BAN-2/people?team={team}", as: "officer" },
  { path: "/teams", as: "officer" },
  { path: "/teams/{team}", as: "officer" },
  { path: "/people", as: "officer" },
  { path: "/people?q=zhang", as: "officer" },
  { path: "/people?q=ming", as: "officer" },
  { path: "/imports", as: "officer" },
  { path: "/audit", as: "officer" },
  { path: "/api/v1/tools", as: "officer" },
  { path: "/api/v1/bans", as: "officer" },
  { path: "/api/v1/bans/BAN-2", as: "officer" },
  { path: "/api/v1/bans/BAN-2/teams?parent={top}", as: "officer" },
  { path: "/api/v1/bans/BAN-2/people", as: "officer" },
  { path: "/api/v1/teams", as: "officer" },
  { path: "/api/v1/people", as: "officer" },
  { path: "/api/v1/imports", as: "officer" },
  { path: "/api/v1/audit", as: "officer" },
];

type Side = { demonstration: Demonstration; get(page: Page): Promise<{ milliseconds: number; bytes: number }> };

async function open(people: number): Promise<Side> {
  const demonstration = await startDemonstration(people);
  const { rows } = await demonstration.admin.query<{ team: number; top: number }>(`
    SELECT (SELECT id FROM team WHERE parent_id IS NULL ORDER BY id LIMIT 1) AS top, (
      SELECT t.id FROM team t JOIN team d ON d.path <@ t.path JOIN person p ON p.team_id = d.id AND p.active
      GROUP BY t.id ORDER BY abs(count(*) - 200), t.id LIMIT 1) AS team`);
  const { team = 0, top = 0 } = rows[0] ?? {};
  const visitors = new Map<string, Visitor>();
  for (const [name, role] of Object.entries(AS)) visitors.set(name, await signIn(demonstration, role));
  return {
    demonstration,
    get({ path, as }) {
      const visitor = visitors.get(as);
      if (!visitor) throw new Error(`Nobody is signed in as ${as}.`);
      return visitor.get(path.replace("{team}", String(team)).replace("{top}", String(top)));
    },
  };
}

type Timing = { small: number[]; large: number[] };

/** Medians of each round. The sides alternate request by request, so that what else the machine does falls on both. */
async function timeAll(pages: readonly Page[], small: Side, large: Side): Promise<Map<Page, Timing>> {
  const timings = new Map<Page, Timing>(pages.map((page) => [page, { small: [], large: [] }]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [page, timing] of timings) {
      const [ofSmall, ofLarge]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < (round < 0 ? WARM_UP : REQUESTS); turn += 1) {
        ofSmall.push((await small.get(page)).milliseconds);
        ofLarge.push((await large.get(page)).milliseconds);
      }
      if (round < 0) continue;
      timing.small.push(median(ofSmall));
      timing.large.push(median(ofLarge));
    }
  }
  return timings;
}

/** What each page asks of the database: the request with the fewest statements, because a session's "last seen" is written once a minute. */
async function statementsOfAll(pages: readonly Page[], side: Side): Promise<Map<Page, Statement[]>> {
  const found = new Map<Page, Statement[]>();
  await whileLogging(side.demonstration, async (statementsOf) => {
    for (const page of pages) {
      const tries: Statement[][] = [];
      for (let turn = 0; turn < COUNTED; turn += 1) tries.push(await statementsOf(() => side.get(page)));
      const fewest = tries.toSorted((a, b) => a.length - b.length)[0];
      if (fewest) found.set(page, fewest);
    }
  });
  return found;
}

/** Processor time of the application's process per request. */
async function costOfPage(side: Side, page: Page): Promise<number> {
  const { serverProcess } = side.demonstration;
  const before = processorTime(serverProcess);
  for (let turn = 0; turn < MEASURED; turn += 1) await side.get(page);
  return (processorTime(serverProcess) - before) / MEASURED;
}

/** Processor time of this process for the same statements with the same values, through the same client: what a page with rows from memory saves. */
async function costOfStatements(db: PrismaClient, statements: readonly Statement[]): Promise<number> {
  const replay = async (times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      for (const { sql, values } of statements) await db.$queryRawUnsafe(sql, ...values);
    }
  };
  await replay(20);
  const before = process.cpuUsage();
  await replay(MEASURED);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / MEASURED;
}

const nameOf = ({ path, as }: Page) => `${path.padEnd(40)} ${as.padEnd(13)}`;

function sayTimes(timings: Map<Page, Timing>): void {
  console.log(
    `P5  median of ${ROUNDS} rounds × ${REQUESTS} requests: whole answer over loopback, ${SMALL.toLocaleString("en")} and ${LARGE.toLocaleString("en")} people  ·  goal ≤ 1.3 ×`,
  );
  for (const [page, { small, large }] of timings) {
    const ratios = large.map((value, round) => value / (small[round] ?? Number.NaN));
    const ms = (values: number[]) => `${median(values).toFixed(1).padStart(6)} ms`;
    console.log(
      `  ${nameOf(page)} ${ms(small)} ${ms(large)}   ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
    );
  }
  console.log(`  load ${loadavg()[0]?.toFixed(1)}`);
}

/** P5: pages at ten times the data. P9: what of a page's cost is the database's, and how often it is asked. */
export async function run(): Promise<void> {
  await buildApplication();
  const asked = process.env.BENCH_PAGES?.split(" ");
  const pages = PAGES.filter(({ path, as }) => !asked || asked.includes(path) || asked.includes(`${as}:${path}`));
  const small = await open(SMALL);
  const large = await open(LARGE);
  sayTimes(await timeAll(pages, small, large));

  const ofSmall = await statementsOfAll(pages, small);
  const ofLarge = await statementsOfAll(pages, large);
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: large.demonstration.databaseUrl, max: 1, application_name: "bench" }),
  });
  console.log(
    `P9  processor time of the application's process per request at ${LARGE.toLocaleString("en")} people, and what is left of it without the page's own statements\n` +
      `    (their time is that of the same SQL and values, replayed through the same client and Node in a process that does nothing else)  ·  goal ≤ 1.5 ×, ≤ 6 statements`,
  );
  for (const page of pages) {
    const statements = ofLarge.get(page) ?? [];
    const whole = await costOfPage(large, page);
    const part = await costOfStatements(db, statements);
    const counts = [ofSmall.get(page)?.length, statements.length];
    console.log(
      `  ${nameOf(page)} ${counts.join(" → ").padStart(8)} statements   ${whole.toFixed(1).padStart(5)} ms, ${(whole - part).toFixed(1).padStart(5)} ms from memory   ratio ${(whole / (whole - part)).toFixed(2)}`,
    );
    if (process.env.BENCH_SQL) for (const { sql } of statements) console.log(`      ${sql.replace(/\s+/g, " ").slice(0, 150)}`);
  }
  console.log(`  load ${loadavg()[0]?.toFixed(1)}`);
  await db.$disconnect();
  for (const { demonstration } of [small, large]) await demonstration.stop();
}
