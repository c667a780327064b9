import type { ClientBase } from "pg";

/** Statements with `$1`, `$2` …, run by whichever client a process has: the start of the product speaks through node-postgres alone. */
export type Sql = {
  rows<Row>(text: string, ...values: unknown[]): Promise<Row[]>;
  /** Answers how many rows it wrote. */
  run(text: string, ...values: unknown[]): Promise<number>;
};

export function sqlOfClient(client: ClientBase): Sql {
  return {
    rows: async (text, ...values) => (await client.query(text, values)).rows,
    run: async (text, ...values) => (await client.query(text, values)).rowCount ?? 0,
  };
}
