import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ClassName } from "@/components/risk/class-tag";
import { useClassWords } from "@/components/risk/class-words";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import { lastMinuteBefore } from "@/i18n/date-words";
import type { ListedClass } from "@/lib/risk/classes/list/queries";

type Props = { rows: readonly ListedClass[]; total: number; address: Address; sort: string };

/** Every tool by the class that holds, the worst first. */
export function ClassesTable({ rows, total, address, sort }: Props) {
  const t = useTranslations("classes.table");
  const registry = useRegistryWords();
  const words = useClassWords();
  return (
    <DataTable
      caption={t("caption")}
      address={address}
      sort={sort}
      summary={t("count", { n: total })}
      rows={rows}
      rowId={({ toolId }) => toolId}
      rowHref={({ slug }) => `/tools/${slug}/class`}
      empty={
        <EmptyState
          title={t("emptyTitle")}
          action={<LinkButton href={hrefWith({ path: address.path, search: {} }, {})}>{t("clear")}</LinkButton>}
        >
          {t("emptyText")}
        </EmptyState>
      }
      columns={[
        { id: "name", header: t("tool"), isSortable: true, cell: ({ name }) => name },
        {
          id: "class",
          header: t("class"),
          isSortable: true,
          startsDescending: true,
          cell: ({ class: held }) => <ClassName of={held} />,
        },
        { id: "attention", header: t("attention"), cell: (row) => <Attention row={row} /> },
        { id: "evidence", header: t("evidence"), cell: ({ evidence }) => (evidence ? words.value(evidence) : "–") },
        {
          id: "review",
          header: t("review"),
          isSortable: true,
          cell: ({ reviewOn }) => (reviewOn ? <When at={reviewOn} kind="date" zone="UTC" /> : "–"),
        },
        { id: "vendor", header: t("vendor"), isSortable: true, cell: ({ vendorName }) => vendorName },
        { id: "category", header: t("category"), cell: ({ category }) => registry.of("category", category) },
        {
          id: "computed",
          header: t("computed"),
          isHidden: true,
          cell: ({ computed }) => (computed ? words.class(computed) : "–"),
        },
        { id: "since", header: t("since"), isHidden: true, cell: ({ since }) => (since ? <When at={since} kind="date" /> : "–") },
      ]}
    />
  );
}

/** What an officer has to know before trusting the class. */
function Attention({ row }: { row: ListedClass }) {
  const t = useTranslations("classes");
  if (!row.class) return "–";
  const isQuiet = !row.isReviewOverdue && !row.hasProposal && !row.overrideUntil && row.assumed === 0;
  if (isQuiet) return "–";
  return (
    <span className="inline-flex items-center gap-2">
      {row.isReviewOverdue && <Tag tone="overdue">{t("tag.overdue")}</Tag>}
      {row.hasProposal && <Tag tone="due">{t("table.proposal")}</Tag>}
      {row.overrideUntil && (
        <span>
          {t("tag.override")} <When at={lastMinuteBefore(row.overrideUntil)} kind="date" />
        </span>
      )}
      {row.assumed > 0 && <span className="text-ink-2">{t("tag.assumed", { n: row.assumed })}</span>}
    </span>
  );
}
