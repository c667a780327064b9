import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

const SPECIAL = /[\\\t\n\r]/;

/** One cell of COPY's text format. */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return "\\N";
  const text = String(value);
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

export async function copyInto(client: PoolClient, table: string, text: string): Promise<void> {
  if (text === "") return;
  const copy = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  copy.end(Buffer.from(text, "utf8"));
  await finished(copy);
}
