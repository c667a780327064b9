import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { VendorItem } from "@/lib/registry/vendors/queries";

const FILTERS = ["q", "country", "notServed", "parent"] as const;

export function VendorsTable({ vendors, address, csvHref }: { vendors: VendorItem[]; address: Address; csvHref: string }) {
  const t = useTranslations("vendors");
  const words = useRegistryWords();
  const notServed = ({ countriesNotServed }: VendorItem) => countriesNotServed.map(words.country).join(", ");
  const columns: Column<VendorItem>[] = [
    { id: "name", header: t("columns.name"), cell: ({ name }) => name, title: ({ name }) => name },
    { id: "parent", header: t("columns.parent"), cell: ({ parent }) => parent && <Parent parent={parent} /> },
    { id: "country", header: t("columns.country"), cell: ({ hqCountry }) => words.country(hqCountry) },
    { id: "tools", header: t("columns.tools"), cell: ({ tools }) => tools, isNumeric: true },
    { id: "families", header: t("columns.families"), cell: ({ families }) => families, isNumeric: true },
    { id: "notServed", header: t("columns.notServed"), cell: notServed, title: notServed },
    {
      id: "lastEvent",
      header: t("columns.lastEvent"),
      cell: ({ lastEvent }) =>
        lastEvent && (
          <>
            {t(`kind.${lastEvent.kind}`)} · <When at={new Date(lastEvent.happenedOn)} kind="date" zone="UTC" />
          </>
        ),
      title: ({ lastEvent }) => lastEvent?.title ?? "",
    },
    { id: "legalName", header: t("columns.legalName"), cell: ({ legalName }) => legalName, isHidden: true },
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
