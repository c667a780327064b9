import { useTranslations } from "next-intl";
import { useClassWords } from "@/components/risk/class-words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { MovedTool, ShownEdition } from "@/lib/risk/tables/queries";

type Difference = NonNullable<ShownEdition["difference"]>;

/** Which rows of the tables an edition changes, and which tools would change class by it. */
export function EditionDifference({ difference, path }: { difference: Difference; path: string }) {
  const t = useTranslations("classes.tables.edition");
  const separator = useTranslations("classes.tables")("separator");
  const words = useClassWords();
  const address = { path, search: {} };
  return (
    <Panel title={t("difference")}>
      <p className="mb-3 text-ink-2">{t("against", { version: difference.from })}</p>
      <h3 className="mb-2">{difference.cells.length === 0 ? t("noCells") : t("cells", { n: difference.cells.length })}</h3>
      {difference.cells.length > 0 && (
        <DataTable
          caption={t("cells", { n: difference.cells.length })}
          isPlain
          address={address}
          rows={difference.cells}
          rowId={({ table, row }) => `${table} ${row}`}
          empty={null}
          columns={[
            { id: "table", header: t("cellTable"), cell: ({ table }) => words.input(table) },
            { id: "row", header: t("cellRow"), isNumeric: true, cell: ({ row }) => row + 1 },
            { id: "values", header: t("cellValues"), cell: ({ values }) => values.map(words.value).join(separator) },
            { id: "before", header: t("before"), cell: ({ before }) => words.value(before) },
            { id: "after", header: t("after"), cell: ({ after }) => words.value(after) },
          ]}
        />
      )}
      <h3 className="mt-5 mb-2">{t("tools", { n: difference.tools.length, of: difference.compared })}</h3>
      {difference.tools.length > 0 && <Moved tools={difference.tools} path={path} />}
    </Panel>
  );
}

function Moved({ tools, path }: { tools: readonly MovedTool[]; path: string }) {
  const t = useTranslations("classes.tables.edition");
  const words = useClassWords();
  const moves = Map.groupBy(tools, ({ before, after }) => `${before} ${after}`);
  return (
    <>
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1">
        {[...moves].map(([move, [first, ...others]]) => (
          <li key={move}>
            {t("move", { before: words.class(first?.before ?? null), after: words.class(first?.after ?? null), n: others.length + 1 })}
          </li>
        ))}
      </ul>
      <DataTable
        caption={t("tool")}
        isPlain
        address={{ path, search: {} }}
        rows={tools}
        rowId={({ slug }) => slug}
        rowHref={({ slug }) => `/tools/${slug}/class`}
        empty={null}
        columns={[
          { id: "tool", header: t("tool"), cell: ({ name }) => name },
          { id: "before", header: t("before"), cell: ({ before }) => words.class(before) },
          { id: "after", header: t("after"), cell: ({ after }) => words.class(after) },
        ]}
      />
    </>
  );
}
