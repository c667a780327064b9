import type { TableSetStatus } from "../../../prisma/generated/enums.ts";
import { type Reason, reason } from "../../refusal.ts";
import { type Edition, OUTCOMES, TABLE_IDS, TABLE_INPUTS, type Table, type TableId, VALUES } from "./schema.ts";

/** Thrown for what `mistakesOf` finds: such an edition is never stored. */
export class BrokenEdition extends Error {}

export function tableOf(edition: Edition, id: TableId): Table {
  const table = edition.tables.find((one) => one.id === id);
  if (!table) throw new BrokenEdition(`Edition ${edition.version} has no table ${id}.`);
  return table;
}

/** Which row of the table these values name; the last input varies fastest. */
export function rowIndexOf(table: Table, values: Readonly<Record<string, string>>): number {
  return table.inputs.reduce((index, input) => {
    const at = input.values.indexOf(values[input.id] ?? "");
    if (at < 0) throw new BrokenEdition(`Table ${table.id} knows no ${input.id} "${values[input.id]}".`);
    return index * input.values.length + at;
  }, 0);
}

/** The values that name a row, in the order of the table's inputs. */
export function valuesOfRow({ inputs }: Pick<Table, "inputs">, index: number): string[] {
  let rest = index;
  return inputs
    .toReversed()
    .map(({ values }) => {
      const value = values[rest % values.length] ?? "";
      rest = Math.floor(rest / values.length);
      return value;
    })
    .toReversed();
}

export type Outcomes = Record<TableId, string>;

/** What each table says, one after the other: the outcome of one is an input of the next. */
export function outcomesOf(edition: Edition, inputs: Readonly<Record<string, string>>): Outcomes {
  const values: Record<string, string> = { ...inputs };
  for (const id of TABLE_IDS) {
    const table = tableOf(edition, id);
    const outcome = table.rows[rowIndexOf(table, values)];
    if (outcome === undefined) throw new BrokenEdition(`Table ${id} has no such row.`);
    values[id] = outcome;
  }
  return {
    executionPower: values.executionPower ?? "",
    agenticImpactLevel: values.agenticImpactLevel ?? "",
    priority: values.priority ?? "",
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function mistakesOfTable(table: Table): Reason[] {
  const { id, inputs, outcomes, rows } = table;
  const asked: readonly string[] = TABLE_INPUTS[id];
  const named = inputs.map((input) => input.id);
  if (!isSame(named, asked))
    return [reason("classes.tables.mistake.inputs", { table: id, needed: asked.join(", "), found: named.join(", ") || "–" })];
  const values = inputs.flatMap((input) => {
    const needed = VALUES[input.id as keyof typeof VALUES];
    if (isSame(input.values, needed)) return [];
    return [
      reason("classes.tables.mistake.values", {
        table: id,
        input: input.id,
        needed: needed.join(", "),
        found: input.values.join(", ") || "–",
      }),
    ];
  });
  if (values.length > 0) return values;
  if (!isSame(outcomes, OUTCOMES[id]))
    return [reason("classes.tables.mistake.outcomes", { table: id, needed: OUTCOMES[id].join(", "), found: outcomes.join(", ") || "–" })];
  const needed = inputs.reduce((product, input) => product * input.values.length, 1);
  if (rows.length !== needed) return [reason("classes.tables.mistake.rows", { table: id, needed, found: rows.length })];
  return rows.flatMap((row, index) =>
    outcomes.includes(row)
      ? []
      : [reason("classes.tables.mistake.outcome", { table: id, row: index + 1, outcome: row, known: outcomes.join(", ") })],
  );
}

/** Why this edition cannot be used: every table once, asking what we know, with an outcome for every combination. */
export function mistakesOf({ tables }: Edition): Reason[] {
  const counts = TABLE_IDS.flatMap((id) => {
    const count = tables.filter((table) => table.id === id).length;
    return count === 1 ? [] : [reason("classes.tables.mistake.count", { table: id, count })];
  });
  return [...counts, ...tables.flatMap(mistakesOfTable)];
}

/** Two rows that differ in one input by one step, of which the worse input has the better outcome. */
export type Break = { table: TableId; input: string; from: { row: number; outcome: string }; to: { row: number; outcome: string } };

/** Where making one input worse lowers the outcome. None in a sound edition. */
export function breaksOf({ tables }: Edition): Break[] {
  return tables.flatMap(({ id, inputs, outcomes, rows }) =>
    inputs.flatMap((input, place) => {
      const stride = inputs.slice(place + 1).reduce((product, { values }) => product * values.length, 1);
      return rows.flatMap((outcome, row): Break[] => {
        const isWorst = Math.floor(row / stride) % input.values.length === input.values.length - 1;
        const worse = isWorst ? undefined : rows[row + stride];
        if (worse === undefined || outcomes.indexOf(worse) >= outcomes.indexOf(outcome)) return [];
        return [{ table: id, input: input.id, from: { row, outcome }, to: { row: row + stride, outcome: worse } }];
      });
    }),
  );
}

export type CellChange = { table: TableId; row: number; values: string[]; before: string; after: string };

/** Rows whose outcome differs between two editions. */
export function cellChanges(before: Edition, after: Edition): CellChange[] {
  return TABLE_IDS.flatMap((id) => {
    const [was, is] = [tableOf(before, id), tableOf(after, id)];
    return is.rows.flatMap((outcome, row) => {
      const old = was.rows[row];
      return old === undefined || old === outcome ? [] : [{ table: id, row, values: valuesOfRow(is, row), before: old, after: outcome }];
    });
  });
}

/** One text per content, whatever the order of its keys: what a checksum is taken of. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

type ForSettling = { status: TableSetStatus; proposedById: number | null };

/** An edition moves every class at once, so it takes two people, as an override of one class does. */
export function whyNotAdopt({ status, proposedById }: ForSettling, personId: number | null): Reason | null {
  if (status !== "PROPOSED") return reason("classes.whyNot.tablesSettled");
  if (personId === null) return reason("classes.whyNot.nobody");
  return proposedById === personId ? reason("classes.whyNot.ownTables") : null;
}

export function whyNotDiscard({ status }: ForSettling): Reason | null {
  return status === "PROPOSED" ? null : reason("classes.whyNot.tablesSettled");
}
