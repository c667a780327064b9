import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { Grade } from "@/components/sources/grade";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { SourceItem } from "@/lib/risk/sources/queries";
import { sourceCode } from "@/lib/risk/sources/rules";

const FILTERS = ["q", "kind", "reliability"] as const;

export function SourcesTable({ sources, address, csvHref }: { sources: SourceItem[]; address: Address; csvHref: string }) {
  const t = useTranslations("sources");
  const columns: Column<SourceItem>[] = [
    {
      id: "publisher",
      header: t("columns.publisher"),
      cell: ({ id, publisher }) => `${sourceCode(id)} · ${publisher}`,
      title: ({ publisher }) => publisher,
    },
    { id: "title", header: t("columns.title"), cell: ({ title }) => title, title: ({ title }) => title ?? "" },
    { id: "kind", header: t("columns.kind"), cell: ({ kind }) => t(`kind.${kind}`) },
    { id: "published", header: t("columns.published"), cell: ({ publishedOn }) => <Day day={publishedOn} /> },
    { id: "reliability", header: t("columns.reliability"), cell: ({ reliability }) => <Grade scale="reliability" grade={reliability} /> },
    { id: "claims", header: t("columns.claims"), cell: ({ claims }) => claims, isNumeric: true },
    { id: "cites", header: t("columns.cites"), cell: ({ cites }) => cites, isNumeric: true },
    { id: "copies", header: t("columns.copies"), cell: ({ copies }) => copies, isNumeric: true },
    { id: "url", header: t("columns.url"), cell: ({ url }) => url, title: ({ url }) => url ?? "", isHidden: true },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={sources}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/sources/${id}`}
      address={address}
      toolbar={
        <LinkButton href={csvHref} size="small" download>
          {t("export")}
        </LinkButton>
      }
      empty={<Nothing isFiltered={FILTERS.some((name) => firstOf(address.search[name]))} />}
    />
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("sources.empty");
  if (!isFiltered) return <EmptyState title={t("title")}>{t("text")}</EmptyState>;
  return (
    <EmptyState title={t("filtered")} action={<LinkButton href="/sources">{t("clear")}</LinkButton>}>
      {t("filteredText")}
    </EmptyState>
  );
}
