import { loadavg } from "node:os";
import pg from "pg";
import { buildApplication } from "../scripts/build.ts";
import { type Demonstration, startDemonstration } from "./demonstration.ts";
import { fillRegistry, KNOWN } from "./registry-data.ts";
import { median } from "./rounds.ts";
import { type Statement, whileLogging } from "./statements.ts";
import { signIn, type Visitor } from "./visitor.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 124_000);
const [SMALL, LARGE] = [2_000, 20_000];
const ROUNDS = 5;
const REQUESTS = 8;
const COUNTED = 5;

type Page = { words: string; path: string; as: "officer" | "employee" };

const lookup = (words: string, q: string): Page => ({ words, path: `/tools?${new URLSearchParams({ q })}`, as: "employee" });
const table = (words: string, search: string): Page => ({ words, path: `/registry${search}`, as: "officer" });

const PAGES: readonly Page[] = [
  lookup("exact name", KNOWN.latin),
  lookup("slip of the keyboard", KNOWN.latin.replace("Quorvane", "Qourvane")),
  lookup("Chinese name", KNOWN.chinese),
  lookup("part of a Chinese name", KNOWN.chinese.slice(2)),
  lookup("pinyin", "jiyunyanchi"),
  lookup("words in another order", KNOWN.latin.split(" ").reverse().join(" ")),
  lookup("part of many names", "pulse"),
  lookup("two letters", "yn"),
  lookup("address", "https://chat.bench-tool-1.example/a/b"),
  lookup("vendor", "Maradine"),
  lookup("nothing found", "completely unheard of"),
  { words: "approved for a use", path: "/tools?use=coding-agent", as: "employee" },
  table("by name", ""),
  table("page 30", "?page=30"),
  table("by devices", "?sort=-devices"),
  table("by verdict", "?sort=verdict"),
  table("approved only", "?verdict=approved"),
  table("name filter", "?q=mistwell"),
  table("filter with many hits", "?q=pulse"),
  { words: "API, 50 tools", path: "/api/v1/tools", as: "officer" },
];

type Side = { demonstration: Demonstration; client: pg.Client; get(page: Page): Promise<number> };

async function open(tools: number): Promise<Side> {
  const demonstration = await startDemonstration(PEOPLE);
  await fillRegistry(demonstration.admin, tools);
  const client = new pg.Client({ connectionString: demonstration.databaseUrl, application_name: "bench" });
  await client.connect();
  const visitors: Record<Page["as"], Visitor> = {
    officer: await signIn(demonstration, "Security officer"),
    employee: await signIn(demonstration, "Employee with a duty"),
  };
  return { demonstration, client, get: async ({ path, as }) => (await visitors[as].get(path)).milliseconds };
}

/** The request with the fewest statements, because a session's "last seen" is written once a minute. */
async function statementsOf(side: Side): Promise<Map<Page, Statement[]>> {
  const found = new Map<Page, Statement[]>();
  await whileLogging(side.demonstration, async (statementsDuring) => {
    for (const page of PAGES) {
      const tries: Statement[][] = [];
      for (let turn = 0; turn < COUNTED; turn += 1) tries.push(await statementsDuring(() => side.get(page)));
      found.set(page, tries.toSorted((a, b) => a.length - b.length)[0] ?? []);
    }
  });
  return found;
}

/** Time of the page's own statements with their values, on a connection of their own. */
async function replay({ client }: Side, statements: readonly Statement[]): Promise<number> {
  const begin = performance.now();
  for (const { sql, values } of statements) await client.query(sql, values);
  return performance.now() - begin;
}

type Timing = Record<"small" | "large", number[]>;

async function timed(work: (side: "small" | "large") => Promise<number>): Promise<Timing> {
  const timing: Timing = { small: [], large: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const once: Timing = { small: [], large: [] };
    for (let turn = 0; turn < REQUESTS; turn += 1) {
      once.small.push(await work("small"));
      once.large.push(await work("large"));
    }
    if (round < 0) continue;
    timing.small.push(median(once.small));
    timing.large.push(median(once.large));
  }
  return timing;
}

function saying({ small, large }: Timing): string {
  const ratios = large.map((value, round) => value / (small[round] ?? Number.NaN));
  const ms = (values: number[]) => `${median(values).toFixed(1).padStart(6)} ms`;
  return `${ms(small)} ${ms(large)}   ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}

/** "May I use X?" and the table of the registry at ten times the tools. */
export async function run(): Promise<void> {
  await buildApplication();
  const sides = { small: await open(SMALL), large: await open(LARGE) };
  const statements = { small: await statementsOf(sides.small), large: await statementsOf(sides.large) };
  console.log(
    `Registry with ${SMALL.toLocaleString("en")} and ${LARGE.toLocaleString("en")} tools, ${PEOPLE.toLocaleString("en")} people; median of ${ROUNDS} rounds × ${REQUESTS} requests in turn\n` +
      "    first the whole answer over loopback (goal ≤ 1.3 ×), then its SQL alone, replayed on one connection, and how many statements",
  );
  for (const page of PAGES) {
    const whole = await timed((side) => sides[side].get(page));
    const alone = await timed((side) => replay(sides[side], statements[side].get(page) ?? []));
    const counts = [statements.small, statements.large].map((of) => of.get(page)?.length).join(" → ");
    console.log(
      `  ${`${page.path.split("?")[0]} ${page.words}`.padEnd(40)} ${saying(whole)}   SQL ${saying(alone)}   ${counts} statements`,
    );
    if (process.env.BENCH_SQL) {
      for (const { sql, values } of statements.large.get(page) ?? []) {
        const once = await timed((side) => replay(sides[side], [{ sql, values }]));
        console.log(`      ${saying(once)}  ${sql.replace(/\s+/g, " ").slice(0, 120)}`);
        if (process.env.BENCH_SQL === "explain" && median(once.large) > 5) {
          const { rows } = await sides.large.client.query(`EXPLAIN (ANALYZE, BUFFERS) ${sql}`, values);
          for (const row of rows) console.log(`        ${row["QUERY PLAN"]}`);
        }
      }
    }
  }
  console.log(`  load ${loadavg()[0]?.toFixed(1)}`);
  for (const { client, demonstration } of Object.values(sides)) {
    await client.end();
    await demonstration.stop();
  }
}
