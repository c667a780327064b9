import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { VendorItem } from "@/lib/registry/vendors/queries";

const FILTERS = ["q", "country", "notServed", "parent"] as const;

export function VendorsTable({ vendors, address, csvHref }: { vendors: VendorItem[]; address: Address; csvHref: string }) {
  const t = useTranslations("vendors");
  const words = useRegistryWords();
  const format = useFormatter();
  const figure = (n: number, path: string, slug: string) =>
    n > 0 ? (
      <Link href={hrefWith({ path, search: {} }, { vendor: slug })} prefetch={false}>
        {format.number(n)}
      </Link>
    ) : (
      <span className="text-ink-3">0</span>
    );
  const notServed = ({ countriesNotServed }: VendorItem) => countriesNotServed.map(words.country).join(", ");
  const columns: Column<VendorItem>[] = [
    { id: "name", header: t("columns.name"), cell: ({ name }) => name, title: ({ name }) => name },
    { id: "parent", header: t("columns.parent"), cell: ({ parent }) => (parent ? <Parent parent={parent} /> : "–") },
    { id: "country", header: t("columns.country"), cell: ({ hqCountry }) => words.country(hqCountry) },
    { id: "tools", header: t("columns.tools"), cell: ({ tools, slug }) => figure(tools, "/registry", slug), isNumeric: true },
    { id: "families", header: t("columns.families"), cell: ({ families, slug }) => figure(families, "/models", slug), isNumeric: true },
    { id: "notServed", header: t("columns.notServed"), cell: (row) => notServed(row) || "–", title: notServed },
    {
      id: "lastEvent",
      header: t("columns.lastEvent"),
      cell: ({ lastEvent }) =>
        lastEvent ? (
          <>
            {t(`kind.${lastEvent.kind}`)} · <When at={new Date(lastEvent.happenedOn)} kind="date" zone="UTC" />
          </>
        ) : (
          "–"
        ),
      title: ({ lastEvent }) => lastEvent?.title ?? "",
    },
    { id: "legalName", header: t("columns.legalName"), cell: ({ legalName }) => legalName ?? "–", isHidden: true },
    { id: "confidence", header: t("columns.confidence"), cell: ({ confidence }) => words.of("confidence", confidence), isHidden: true },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={vendors}
      rowId={({ id }) => id}
      rowHref={({ slug }) => `/vendors/${slug}`}
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

function Parent({ parent: { slug, name } }: { parent: NonNullable<VendorItem["parent"]> }): ReactNode {
  return (
    <Link className="link" href={`/vendors/${slug}`} prefetch={false}>
      {name}
    </Link>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("vendors.empty");
  if (!isFiltered) return <EmptyState title={t("title")}>{t("text")}</EmptyState>;
  return (
    <EmptyState title={t("filtered")} action={<LinkButton href="/vendors">{t("clear")}</LinkButton>}>
      {t("filteredText")}
    </EmptyState>
  );
}
