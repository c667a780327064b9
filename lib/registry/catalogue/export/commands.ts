import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, pool } from "@/lib/db";
import { headLines, LISTS, SOURCES } from "@/lib/registry/catalogue/export/document";
import { type Sql, sqlOfClient } from "@/lib/registry/catalogue/sql";

/** Rows that are in memory at once. */
const PAGE = 500;

async function* rowsOf(sql: Sql, name: keyof typeof LISTS): AsyncGenerator<string> {
  const { row, from, key } = LISTS[name];
  await sql.run(`DECLARE ${name.toLowerCase()} NO SCROLL CURSOR FOR SELECT (${row})::text AS json FROM ${from} ORDER BY ${key}`);
  for (;;) {
    const rows = await sql.rows<{ json: string }>(`FETCH ${PAGE} FROM ${name.toLowerCase()}`);
    if (rows.length === 0) return;
    yield* rows.map(({ json }) => json);
  }
}

/** One entry a line, so that two exports can be compared line by line. */
async function* documentOf(sql: Sql, now: Date): AsyncGenerator<string> {
  yield headLines(now);
  const sources = await sql.rows<{ key: string; words: string }>(SOURCES);
  yield `"sources":{${sources.map(({ key, words }) => `\n${JSON.stringify(key)}:${JSON.stringify(words)}`).join(",")}\n}`;
  for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    let lines = `,\n"${name}":[`;
    let isFirst = true;
    for await (const json of rowsOf(sql, name)) {
      lines += `${isFirst ? "" : ","}\n${json}`;
      isFirst = false;
      if (lines.length < 65_536) continue;
      yield lines;
      lines = "";
    }
    yield `${lines}\n]`;
  }
  yield "\n}\n";
}

/** One state of the registry, however long reading it takes. A reader who stalls for a minute loses the connection. */
async function* consistent(now: Date): AsyncGenerator<Uint8Array> {
  const client = await pool.connect();
  const encoder = new TextEncoder();
  let isWhole = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = '60s'");
    for await (const text of documentOf(sqlOfClient(client), now)) yield encoder.encode(text);
    await client.query("COMMIT");
    isWhole = true;
  } finally {
    // A connection whose transaction was left open is not used again.
    client.release(!isWhole);
  }
}

/** The whole registry as one JSON document, as it is now. That somebody took it is on record before the first byte leaves. */
export async function exportRegistry(viewer: Viewer, now: Date): Promise<AsyncGenerator<Uint8Array>> {
  must(viewer, "registry:read");
  await inTransaction(async (tx) => {
    const [tools, vendors, decisions] = [await tx.tool.count(), await tx.vendor.count(), await tx.decision.count()];
    await recordAudit(
      tx,
      viewer,
      { action: "registry.exported", subjectKind: "registry", subjectId: "whole", after: { tools, vendors, decisions } },
      now,
    );
  });
  return consistent(now);
}
