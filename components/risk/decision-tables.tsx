import { useTranslations } from "next-intl";
import { useClassWords } from "@/components/risk/class-words";
import { Panel } from "@/components/ui/panel";
import { rowIndexOf, tableOf, valuesOfRow } from "@/lib/risk/tables/rules";
import { type Edition, TABLE_IDS, type Table } from "@/lib/risk/tables/schema";

/** So many rows stand above and below the one that applies. */
const AROUND = 2;

type Props = {
  edition: Edition;
  /** Inputs and outcomes by their names. Null: of a tool without a class. "none": the tables alone. */
  values: Readonly<Record<string, string>> | null | "none";
};

/** The three tables in their order, each folded around the row that applies. */
export function DecisionTables({ edition, values }: Props) {
  const t = useTranslations("classes.tables");
  const known = values === "none" ? null : values;
  return (
    <Panel id="tables" title={values === "none" ? t("edition.rows") : t("title")}>
      {values !== "none" && <p className="mb-4 text-ink-2">{known ? t("lead") : t("notClassified")}</p>}
      <div className="grid gap-6">
        {TABLE_IDS.map((id) => {
          const table = tableOf(edition, id);
          return <OneTable key={id} table={table} lit={known ? rowIndexOf(table, known) : null} />;
        })}
      </div>
    </Panel>
  );
}

function OneTable({ table, lit }: { table: Table; lit: number | null }) {
  const t = useTranslations("classes.tables");
  const words = useClassWords();
  const name = words.input(table.id);
  const from = lit === null ? 0 : Math.max(0, Math.min(lit - AROUND, table.rows.length - 2 * AROUND - 1));
  const shown = lit === null ? [] : table.rows.slice(from, from + 2 * AROUND + 1).map((_, index) => from + index);
  return (
    <section className="min-w-0">
      <h3 className="mb-1">{name}</h3>
      {lit !== null && (
        <p className="mb-2 text-ink-2">
          {t("litSentence", {
            row: lit + 1,
            rows: table.rows.length,
            values: valuesOfRow(table, lit).map(words.value).join(t("separator")),
            outcome: words.value(table.rows[lit] ?? ""),
          })}
        </p>
      )}
      {shown.length > 0 && <Rows table={table} rows={shown} lit={lit} caption={t("caption", { table: name, version: table.version })} />}
      <details className="mt-2">
        <summary className="fold">{t("all", { rows: table.rows.length })}</summary>
        <div className="mt-2">
          <Rows
            table={table}
            rows={table.rows.map((_, index) => index)}
            lit={lit}
            caption={t("captionAll", { table: name, version: table.version })}
          />
        </div>
      </details>
    </section>
  );
}

type RowsProps = { table: Table; rows: readonly number[]; lit: number | null; caption: string };

function Rows({ table, rows, lit, caption }: RowsProps) {
  const t = useTranslations("classes.tables");
  const words = useClassWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard.
    <section className="data-region" aria-label={caption} tabIndex={0}>
      <table className="data-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("row")}</th>
            {table.inputs.map(({ id }) => (
              <th key={id} scope="col">
                {words.input(id)}
              </th>
            ))}
            <th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row} aria-current={row === lit ? "true" : undefined} className={row === lit ? "bg-selected font-semibold" : undefined}>
              <th scope="row" className="tabular-nums">
                {row + 1}
                {row === lit && <span> · {t("lit")}</span>}
              </th>
              {valuesOfRow(table, row).map((value, place) => (
                <td key={table.inputs[place]?.id}>{words.value(value)}</td>
              ))}
              <td>{words.value(table.rows[row] ?? "")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
