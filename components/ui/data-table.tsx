import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Address, firstOf, hrefWith, listOf } from "@/components/ui/address";
import { ColumnsMenu } from "@/components/ui/columns-menu";
import { DataTableView, type ShownColumn, type ShownRow } from "@/components/ui/data-table-view";

export type Column<Row> = {
  /** Also the name of the sort in the address. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  /** The first press sorts from the largest or newest. */
  startsDescending?: boolean;
  /** Right-aligned with tabular figures. */
  isNumeric?: boolean;
  /** Shown only where the reader chooses it. */
  isHidden?: boolean;
  /** The full text, where the cell cuts a long one. */
  title?: (row: Row) => string;
};

export const DENSITIES = ["compact", "default", "comfortable"] as const;
export type Density = (typeof DENSITIES)[number];

type Props<Row> = {
  /** What the table is, for those who cannot see where it stands. */
  caption: string;
  /** The first one names the row, is pinned and cannot be hidden. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string | number;
  /** Where the row opens: the first column becomes the link, so its cell holds none of its own. */
  rowHref?: (row: Row) => string | null;
  address: Address;
  /** As in the address: `name`, or `-name` for descending. Default: what `sort=` says. */
  sort?: string;
  /** Instead of rows. */
  empty: ReactNode;
  /** "1,284 tools": above the table, announced when it changes. */
  summary?: ReactNode;
  /** Right of the summary, before the choice of columns. */
  toolbar?: ReactNode;
  /** Checkboxes: their name, the form they belong to and what each is called. */
  selection?: { name: string; form: string; label: (row: Row) => string };
  /** For short tables inside a page: no choice of columns and density, and long text stands in several lines. */
  isPlain?: boolean;
};

/** Every list of the product: a native table whose sort, columns and density live in the address. The server has sorted and cut the rows. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowId,
  rowHref,
  address,
  empty,
  summary,
  toolbar,
  selection,
  isPlain = false,
  ...rest
}: Props<Row>) {
  const t = useTranslations("ui.table");
  const sort = rest.sort ?? firstOf(address.search.sort);
  const shown = shownColumns(columns, address);
  const density = DENSITIES.find((one) => one === firstOf(address.search.density)) ?? "default";
  const shownRows: ShownRow[] = rows.map((row) => ({
    id: String(rowId(row)),
    href: rowHref?.(row) ?? null,
    pick: selection?.label(row) ?? null,
    cells: Object.fromEntries(shown.map(({ id, cell }) => [id, cell(row)])),
    titles: Object.fromEntries(shown.flatMap(({ id, title }) => (title ? [[id, title(row)]] : []))),
  }));
  return (
    <div className="data-frame min-w-0">
      {(summary || toolbar || !isPlain) && (
        <div className="no-print mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p role="status" className="text-ink-2 tabular-nums">
            {summary}
          </p>
          <div className="flex flex-wrap items-center gap-2">
            {toolbar}
            {!isPlain && <ColumnsMenu address={address} columns={columns} shown={shown.map(({ id }) => id)} density={density} />}
          </div>
        </div>
      )}
      {rows.length === 0 ? (
        <div className="card">{empty}</div>
      ) : (
        <DataTableView
          caption={caption}
          columns={shown.map((column) => withSort(column, sort, address))}
          rows={shownRows}
          density={density}
          selection={selection ? { name: selection.name, form: selection.form, all: t("selectPage") } : null}
          isPlain={isPlain}
        />
      )}
    </div>
  );
}

/** `cols=` names the columns; without it all but the hidden ones. The first always stays. */
export function shownColumns<Column extends { id: string; isHidden?: boolean }>(columns: readonly Column[], { search }: Address): Column[] {
  const chosen = listOf(search.cols).flatMap((value) => value.split(","));
  const isChosen = (column: Column) => (chosen.length > 0 ? chosen.includes(column.id) : !column.isHidden);
  return columns.filter((column, index) => index === 0 || isChosen(column));
}

function withSort<Row>(
  { id, header, isNumeric = false, isSortable, startsDescending }: Column<Row>,
  sort: string | undefined,
  address: Address,
): ShownColumn {
  if (!isSortable) return { id, header, isNumeric, sorted: null, sortHref: null };
  const sorted = sort === id ? "ascending" : sort === `-${id}` ? "descending" : "none";
  const isNextDescending = sorted === "none" ? startsDescending : sorted === "ascending";
  return { id, header, isNumeric, sorted, sortHref: hrefWith(address, { sort: isNextDescending ? `-${id}` : id }) };
}
