import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Demonstration } from "./demonstration.ts";

export type Statement = { sql: string; values: (string | null)[] };

function tail(path: string, from: number): { text: string; end: number } {
  const file = openSync(path, "r");
  try {
    const end = fstatSync(file).size;
    const buffer = Buffer.alloc(end - from);
    readSync(file, buffer, 0, buffer.length, from);
    return { text: buffer.toString("utf8"), end };
  } finally {
    closeSync(file);
  }
}

const BEGINS = /^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] /;
/** The work of the server's own clock, which falls into a page's time by chance. */
const OWN_WORK =
  /fold_rollups|sweep_due|population_change|sweep_population|\/\* versions' own clock \*\/|\/\* triage's own clock \*\/|pg_try_advisory_xact_lock|pg_reload_conf|log_statement/;

/** Statements in the server's log, with the values they were given. */
function parse(text: string): Statement[] {
  const entries: string[] = [];
  for (const line of text.split("\n")) {
    if (BEGINS.test(line)) entries.push(line.replace(BEGINS, ""));
    else if (entries.length > 0) entries.push(`${entries.pop()}\n${line.replace(/^\t/, "")}`);
  }
  const statements: Statement[] = [];
  for (const entry of entries) {
    const sql = /^LOG: {2}(?:execute [^:]*|statement): ([\s\S]*)$/.exec(entry)?.[1];
    if (sql !== undefined) statements.push({ sql: sql.trim(), values: [] });
    const values = /^DETAIL: {2}Parameters: ([\s\S]*)$/i.exec(entry)?.[1];
    const last = statements.at(-1);
    if (values === undefined || !last) continue;
    for (const [, number, value] of values.matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)) {
      last.values[Number(number) - 1] = value === undefined || value === "NULL" ? null : value.slice(1, -1).replaceAll("''", "'");
    }
  }
  return statements.filter(({ sql }) => !OWN_WORK.test(sql));
}

/** Has the database log every statement while `work` runs. */
export async function whileLogging(
  { admin, databaseLog }: Demonstration,
  work: (statementsOf: (request: () => Promise<unknown>) => Promise<Statement[]>) => Promise<void>,
): Promise<void> {
  const set = async (value: "all" | "none") => {
    await admin.query(`ALTER SYSTEM SET log_statement = '${value}'`);
    await admin.query("SELECT pg_reload_conf()");
    await wait(200);
  };
  await set("all");
  try {
    await work(async (request) => {
      const { end } = tail(databaseLog, 0);
      await request();
      await wait(20);
      return parse(tail(databaseLog, end).text);
    });
  } finally {
    await set("none");
  }
}
