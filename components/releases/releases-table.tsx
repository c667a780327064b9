import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ReleaseDate } from "@/components/releases/release-date";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import type { ReleaseRow } from "@/lib/registry/releases/queries";

type Props = { tool: string; slug: string; releases: readonly ReleaseRow[]; address: Address; hasRange: boolean; isPlain?: boolean };

/** Releases of one tool; with a range each says whether it is inside. */
export function ReleasesTable({ tool, slug, releases, address, hasRange, isPlain = false }: Props) {
  const t = useTranslations("releases");
  const words = useRegistryWords();
  const inRange = (row: ReleaseRow) => {
    if (row.inRange === null) return <span className="text-ink-2">{t("inRange.unknown")}</span>;
    // Outside is the ordinary case: only what is inside wears a mark.
    return row.inRange ? <Tag tone="review">{t("inRange.yes")}</Tag> : t("inRange.no");
  };
  const columns: Column<ReleaseRow>[] = [
    { id: "version", header: t("columns.version"), cell: ({ version }) => version, title: ({ version }) => version },
    ...(hasRange ? [{ id: "range", header: t("columns.range"), cell: inRange }] : []),
    { id: "kind", header: t("columns.kind"), cell: ({ kind }) => words.of("kind", kind) },
    { id: "publishedAt", header: t("columns.publishedAt"), cell: ({ publishedAt }) => <ReleaseDate at={publishedAt} /> },
    { id: "devices", header: t("columns.devices"), isNumeric: true, cell: ({ devices }) => t("number", { n: devices }) },
    {
      id: "state",
      header: t("columns.state"),
      cell: ({ isWithdrawn }) =>
        isWithdrawn ? <Tag tone="limits">{t("withdrawn")}</Tag> : <span className="text-ink-2">{t("notWithdrawn")}</span>,
    },
    { id: "note", header: t("columns.note"), cell: ({ note }) => note ?? "–", title: ({ note }) => note ?? "" },
    { id: "source", header: t("columns.source"), cell: ({ source }) => source, title: ({ source }) => source },
  ];
  const isFiltered = ["kind", "range"].some((name) => address.search[name]);
  return (
    <DataTable
      caption={t("caption", { tool })}
      columns={columns}
      rows={releases}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/tools/${slug}/releases/${id}`}
      address={address}
      isPlain={isPlain}
      empty={
        isFiltered ? (
          <EmptyState title={t("empty.filtered")}>{t("empty.filteredBody")}</EmptyState>
        ) : (
          <EmptyState title={t("empty.title")}>{t("empty.body")}</EmptyState>
        )
      }
    />
  );
}
