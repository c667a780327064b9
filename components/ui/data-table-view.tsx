"use client";
import {
  columnPinningFeature,
  columnVisibilityFeature,
  createTableHook,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import type { Density } from "@/components/ui/data-table";
import { PendingMark } from "@/components/ui/pending-mark";

export type ShownColumn = {
  id: string;
  header: string;
  isNumeric: boolean;
  /** null: cannot be sorted. */
  sorted: "ascending" | "descending" | "none" | null;
  sortHref: string | null;
};

/** A row as the server drew it: one cell per shown column, and the full text of those that may be cut. */
export type ShownRow = {
  id: string;
  href: string | null;
  pick: string | null;
  cells: Record<string, ReactNode>;
  titles: Record<string, string>;
};

const features = tableFeatures({
  columnVisibilityFeature,
  columnPinningFeature,
  rowSortingFeature,
  rowPaginationFeature,
  rowSelectionFeature,
});

/** The one table engine. Sorting and paging are the server's; it keeps columns, their order and the selection. */
const { createAppColumnHelper, useAppTable } = createTableHook({
  features,
  manualSorting: true,
  manualPagination: true,
  getRowId: (row: ShownRow) => row.id,
});

const column = createAppColumnHelper<ShownRow>();

type Props = {
  caption: string;
  columns: ShownColumn[];
  rows: ShownRow[];
  density: Density;
  selection: { name: string; form: string; all: string } | null;
  isPlain: boolean;
};

export function DataTableView({ caption, columns, rows, density, selection, isPlain }: Props) {
  const definitions = useMemo(
    () => columns.map(({ id }) => column.accessor((row): unknown => row.cells[id], { id, cell: ({ getValue }) => getValue() })),
    [columns],
  );
  const first = columns[0]?.id ?? "";
  const sorted = columns.find(({ sorted: direction }) => direction === "ascending" || direction === "descending");
  const table = useAppTable({
    data: rows,
    columns: definitions,
    rowCount: rows.length,
    state: {
      sorting: sorted ? [{ id: sorted.id, desc: sorted.sorted === "descending" }] : [],
      columnPinning: { start: [first], end: [] },
    },
  });
  const factsOf = (id: string) => columns.find((one) => one.id === id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1).
    <section className="data-region" data-density={density} data-plain={isPlain || undefined} aria-label={caption} tabIndex={0}>
      <table className="data-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection && (
                <th className="pick" scope="col">
                  <input
                    type="checkbox"
                    className="tick"
                    aria-label={selection.all}
                    checked={table.getIsAllPageRowsSelected()}
                    onChange={table.getToggleAllPageRowsSelectedHandler()}
                  />
                </th>
              )}
              {group.headers.map(({ id, column: { id: columnId } }) => (
                <HeaderCell key={id} column={factsOf(columnId)} isPinned={columnId === first} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} aria-selected={selection ? row.getIsSelected() : undefined}>
              {selection && (
                <td className="pick">
                  <input
                    type="checkbox"
                    className="tick pick-box"
                    name={selection.name}
                    value={row.id}
                    form={selection.form}
                    aria-label={row.original.pick ?? row.id}
                    checked={row.getIsSelected()}
                    onChange={row.getToggleSelectedHandler()}
                  />
                </td>
              )}
              {row.getVisibleCells().map((cell) => {
                const title = row.original.titles[cell.column.id];
                const content = <table.FlexRender cell={cell} />;
                if (cell.column.id !== first) {
                  return (
                    <td key={cell.id} className={factsOf(cell.column.id)?.isNumeric ? "num" : undefined}>
                      {title ? <Clip title={title}>{content}</Clip> : content}
                    </td>
                  );
                }
                return (
                  <th key={cell.id} scope="row" className="pin">
                    <Clip title={title}>
                      {row.original.href ? (
                        <Link href={row.original.href} prefetch={false} className="row-link">
                          {content}
                        </Link>
                      ) : (
                        content
                      )}
                    </Clip>
                  </th>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Clip({ title, children }: { title: string | undefined; children: ReactNode }) {
  return (
    <span className="clip" title={title}>
      {children}
    </span>
  );
}

function HeaderCell({ column: facts, isPinned }: { column: ShownColumn | undefined; isPinned: boolean }) {
  if (!facts) return null;
  const { header, isNumeric, sorted, sortHref } = facts;
  const className = [isPinned && "pin", isNumeric && "num"].filter(Boolean).join(" ") || undefined;
  return (
    <th scope="col" className={className} aria-sort={sorted === "ascending" || sorted === "descending" ? sorted : undefined}>
      {sortHref ? (
        <Link href={sortHref} prefetch={false} scroll={false} className="sort">
          {header}
          <PendingMark />
        </Link>
      ) : (
        header
      )}
    </th>
  );
}
