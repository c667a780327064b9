import "server-only";
import type { Tx } from "@/lib/db";
import type { Sql } from "@/lib/registry/catalogue/sql";
import { Prisma } from "@/prisma/generated/client";

/** The statements of this folder hold nothing that anybody typed; what was typed goes in by `$1`, `$2` …. */
function statement(text: string, values: readonly unknown[]): Prisma.Sql {
  const strings: string[] = [];
  const used: unknown[] = [];
  let from = 0;
  for (const match of text.matchAll(/\$(\d+)/g)) {
    strings.push(text.slice(from, match.index));
    used.push(values[Number(match[1]) - 1]);
    from = match.index + match[0].length;
  }
  return new Prisma.Sql([...strings, text.slice(from)], used);
}

export function sqlOfTx(tx: Tx): Sql {
  return {
    rows: (text, ...values) => tx.$queryRaw(statement(text, values)),
    run: (text, ...values) => tx.$executeRaw(statement(text, values)),
  };
}
