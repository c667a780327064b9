import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { EVIDENCE } from "@/lib/risk/claims/rules";
import { shippedTables } from "@/scripts/load-tables";
import { breaksOf, canonicalJson, cellChanges, mistakesOf, outcomesOf, rowIndexOf, tableOf, valuesOfRow } from "./rules";
import { CLASS_INPUT_IDS, CLASS_INPUTS, type Edition, editionSchema, OUTCOMES, TABLE_IDS } from "./schema";
import { checksumOf } from "./shipped";

const shipped = shippedTables();
const changed = (change: (edition: Edition) => void): Edition => {
  const copy = structuredClone(shipped);
  change(copy);
  return copy;
};
const keysOf = (edition: Edition) => mistakesOf(edition).map(({ key }) => key.replace("classes.tables.mistake.", ""));

/** Every combination of what a person can set with every evidence: 3 to the power of 8. */
function* everything(): Generator<Record<string, string>> {
  const columns: [string, readonly string[]][] = [
    ...CLASS_INPUT_IDS.map((id): [string, readonly string[]] => [id, CLASS_INPUTS[id]]),
    ["exploitation", EVIDENCE],
  ];
  const total = columns.reduce((product, [, values]) => product * values.length, 1);
  for (let index = 0; index < total; index++) {
    let rest = index;
    yield Object.fromEntries(
      columns.map(([id, values]) => {
        const value = values[rest % values.length] ?? "";
        rest = Math.floor(rest / values.length);
        return [id, value];
      }),
    );
  }
}

describe("the shipped tables", () => {
  test("are complete: an outcome for every combination", () => {
    expect(mistakesOf(shipped)).toEqual([]);
    expect(shipped.tables.map(({ rows }) => rows.length)).toEqual([81, 27, 27]);
    expect(breaksOf(shipped)).toEqual([]);
  });

  test("are monotone as a whole: making any input worse by a step never lowers any outcome, of all 6,561 combinations", () => {
    let checked = 0;
    for (const inputs of everything()) {
      const outcomes = outcomesOf(shipped, inputs);
      checked += 1;
      for (const [id, value] of Object.entries(inputs)) {
        const values: readonly string[] = id === "exploitation" ? EVIDENCE : CLASS_INPUTS[id as keyof typeof CLASS_INPUTS];
        const worse = values[values.indexOf(value) + 1];
        if (worse === undefined) continue;
        const then = outcomesOf(shipped, { ...inputs, [id]: worse });
        for (const table of TABLE_IDS) {
          const order: readonly string[] = OUTCOMES[table];
          if (order.indexOf(then[table]) < order.indexOf(outcomes[table]))
            expect.fail(`${id} ${value} → ${worse} lowers ${table} of ${JSON.stringify(inputs)}`);
        }
      }
    }
    expect(checked).toBe(6_561);
  });

  test("reproduce the worked example", () => {
    const inputs = {
      ...{ autonomyOfAction: "scoped", toolUse: "operator", selfModification: "tunable", goalDrivenPlanning: "autonomous" },
      ...{ environmentAndAdaptation: "connected", predictabilityAndInfluence: "uncertain", systemicImpact: "significant" },
    };
    const say = (exploitation: string) => outcomesOf(shipped, { ...inputs, exploitation });
    expect(say("none")).toEqual({ executionPower: "capable", agenticImpactLevel: "specialist", priority: "scheduled" });
    expect(say("public poc").priority).toBe("out-of-cycle");
    expect(say("active").priority).toBe("immediate");
  });

  test("have one checksum whatever the order of their keys", () => {
    const turned = JSON.parse(
      JSON.stringify(shipped, [
        "tables",
        "rows",
        "outcomes",
        "values",
        "inputs",
        "version",
        "id",
        "licence",
        "url",
        "publisher",
        "source",
        "name",
      ]),
    );
    expect(canonicalJson(turned)).toBe(canonicalJson(shipped));
    expect(checksumOf(turned).toString("hex")).toBe(createHash("sha256").update(canonicalJson(shipped)).digest("hex"));
  });
});

test("a row is found by its values and names them", () => {
  for (const { id } of shipped.tables) {
    const table = tableOf(shipped, id);
    table.rows.forEach((_, index) => {
      const values = valuesOfRow(table, index);
      expect(rowIndexOf(table, Object.fromEntries(table.inputs.map((input, place) => [input.id, values[place] ?? ""])))).toBe(index);
    });
  }
});

describe("an edition that somebody uploads", () => {
  test("is refused where a table is missing, twice there, or asks something else", () => {
    expect(keysOf(changed(({ tables }) => void tables.pop()))).toEqual(["count"]);
    expect(keysOf(changed(({ tables }) => void tables.push(structuredClone(shipped.tables[0] as Edition["tables"][0]))))).toEqual([
      "count",
    ]);
    expect(keysOf(changed(({ tables: [power] }) => void power?.inputs.pop()))).toEqual(["inputs"]);
    expect(keysOf(changed(({ tables: [power] }) => void power?.inputs[0]?.values.reverse()))).toEqual(["values"]);
    expect(keysOf(changed(({ tables: [power] }) => void power?.outcomes.reverse()))).toEqual(["outcomes"]);
  });

  test("is refused where rows are missing or say what is no outcome", () => {
    expect(keysOf(changed(({ tables: [power] }) => void power?.rows.pop()))).toEqual(["rows"]);
    expect(mistakesOf(changed(({ tables: [, impact] }) => void impact?.rows.splice(4, 1, "captain")))).toMatchObject([
      { key: "classes.tables.mistake.outcome", values: { table: "agenticImpactLevel", row: 5, outcome: "captain" } },
    ]);
  });

  test("is taken with a warning where a worse input lowers the outcome", () => {
    const odd = changed(({ tables: [, , priority] }) => void priority?.rows.splice(26, 1, "defer"));
    expect(mistakesOf(odd)).toEqual([]);
    expect(breaksOf(odd)).toHaveLength(3);
    expect(breaksOf(odd)[0]).toMatchObject({ table: "priority", to: { row: 26, outcome: "defer" } });
  });

  test("shows which rows it changes", () => {
    const other = changed(({ tables: [power] }) => void power?.rows.splice(41, 1, "high leverage"));
    expect(cellChanges(shipped, other)).toEqual([
      {
        table: "executionPower",
        row: 41,
        values: ["scoped", "operator", "tunable", "autonomous"],
        before: "capable",
        after: "high leverage",
      },
    ]);
    expect(cellChanges(shipped, shipped)).toEqual([]);
  });

  test("bears the name of the tables and a version of three numbers", () => {
    expect(editionSchema.safeParse({ ...shipped, name: "mine" }).success).toBe(false);
    expect(editionSchema.safeParse({ ...shipped, version: "one" }).success).toBe(false);
  });
});
