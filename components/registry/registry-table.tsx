import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { VerdictTag } from "@/components/ui/verdict-tag";
import { When } from "@/components/ui/when";
import { dateWords } from "@/i18n/date-words";
import type { ListedTool } from "@/lib/registry/search/queries";

type Props = {
  tools: readonly ListedTool[];
  total: number;
  address: Address;
  sort: string;
  /** When devices were last counted. */
  countedAt: Date | null;
};

export function RegistryTable({ tools, total, address, sort, countedAt }: Props) {
  const t = useTranslations("registry");
  return (
    <DataTable
      caption={t("caption")}
      columns={useRegistryColumns()}
      rows={tools}
      rowId={({ id }) => id}
      rowHref={({ slug }) => `/tools/${slug}`}
      address={address}
      sort={sort}
      summary={t("count", { n: total })}
      toolbar={
        <span className="text-ink-2">
          {countedAt ? t.rich("counted", { when: () => <When key="when" at={countedAt} /> }) : t("notCounted")}
        </span>
      }
      empty={
        <EmptyState
          title={t("empty.title")}
          action={
            <Link className="link" href={address.path}>
              {t("empty.clear")}
            </Link>
          }
        >
          {t("empty.text")}
        </EmptyState>
      }
    />
  );
}

/** The columns that a list of tools can show; `sort=` and `cols=` name them by id. */
export function useRegistryColumns(): Column<ListedTool>[] {
  const t = useTranslations("registry");
  const format = useFormatter();
  const words = useRegistryWords();
  const nextOf = useNextDate();
  const number = (value: number | null) => (value === null ? "–" : format.number(value));
  return [
    { id: "name", header: t("columns.name"), isSortable: true, cell: ({ name }) => name, title: ({ name }) => name },
    {
      id: "vendor",
      header: t("columns.vendor"),
      isSortable: true,
      cell: ({ vendorSlug, vendorName }) => (
        <Link className="link" href={`/vendors/${vendorSlug}`} prefetch={false}>
          {vendorName}
        </Link>
      ),
    },
    {
      id: "verdict",
      header: t("columns.verdict"),
      isSortable: true,
      cell: ({ verdict, cutoffAt, zone }) => <VerdictTag verdict={verdict} from={cutoffAt} {...(zone && { zone })} />,
    },
    {
      id: "devices",
      header: t("columns.devices"),
      isSortable: true,
      startsDescending: true,
      isNumeric: true,
      cell: ({ devices }) => number(devices),
    },
    {
      id: "people",
      header: t("columns.people"),
      isSortable: true,
      startsDescending: true,
      isNumeric: true,
      cell: ({ people }) => number(people),
    },
    { id: "next", header: t("columns.next"), isSortable: true, cell: (tool) => nextOf(tool) ?? "–" },
    {
      id: "category",
      header: t("columns.category"),
      isSortable: true,
      isHidden: true,
      cell: ({ category }) => words.of("category", category),
    },
    {
      id: "clients",
      header: t("columns.clients"),
      isHidden: true,
      cell: ({ clients }) => words.list("client", clients),
      title: ({ clients }) => words.list("client", clients),
    },
    { id: "country", header: t("columns.country"), isHidden: true, cell: ({ hqCountry }) => words.country(hqCountry) },
    { id: "hosting", header: t("columns.hosting"), isHidden: true, cell: ({ hosting }) => words.list("hosting", hosting) || t("unknown") },
    {
      id: "licence",
      header: t("columns.licence"),
      isHidden: true,
      cell: ({ licence }) => licence ?? "–",
      title: ({ licence }) => licence ?? "",
    },
    { id: "status", header: t("columns.status"), isHidden: true, cell: ({ status }) => words.of("status", status) },
    {
      id: "confidence",
      header: t("columns.confidence"),
      isSortable: true,
      isHidden: true,
      cell: ({ confidence }) => words.of("confidence", confidence),
    },
    {
      id: "identifiers",
      header: t("columns.identifiers"),
      isSortable: true,
      isNumeric: true,
      isHidden: true,
      cell: ({ identifiers }) => number(identifiers),
    },
  ];
}

function useNextDate(): (tool: ListedTool) => string | null {
  const t = useTranslations("registry.next");
  const locale = useLocale();
  return ({ cutoffAt, zone, verdict, reviewOn }) => {
    // A day in the calendar has no zone of its own.
    if (verdict === "scheduled" && cutoffAt) return t("ban", { date: dateWords(cutoffAt, "short", zone ?? "UTC", locale) });
    return reviewOn && t("review", { date: dateWords(reviewOn, "short", "UTC", locale) });
  };
}
