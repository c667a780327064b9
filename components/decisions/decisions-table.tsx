import { useTranslations } from "next-intl";
import { useDecisionWords } from "@/components/decisions/audience-words";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ListedDecision } from "@/lib/registry/decisions/queries";
import { dueOf } from "@/lib/registry/decisions/rules";

type Props = { decisions: readonly ListedDecision[]; counted: { total: number; overdue: number }; address: Address; now: Date };

/** Decisions in force, those due for review first. */
export function DecisionsTable({ decisions, counted, address, now }: Props) {
  const t = useTranslations("decisions");
  const words = useRegistryWords();
  const says = useDecisionWords();
  return (
    <DataTable
      caption={t("caption")}
      address={address}
      summary={t("count", { n: counted.total, overdue: counted.overdue })}
      rows={decisions}
      rowId={({ id }) => id}
      rowHref={({ toolSlug }) => `/tools/${toolSlug}#decisions`}
      empty={
        <EmptyState
          title={t("empty.title")}
          action={<LinkButton href={hrefWith({ path: address.path, search: {} }, {})}>{t("empty.clear")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      }
      columns={[
        { id: "tool", header: t("columns.tool"), cell: ({ tool }) => tool },
        { id: "audience", header: t("columns.audience"), cell: (row) => says.audience(row), title: (row) => says.audience(row) },
        { id: "status", header: t("columns.status"), cell: ({ status }) => words.of("decision", status) },
        { id: "review", header: t("columns.review"), cell: ({ reviewOn }) => <Review reviewOn={reviewOn} now={now} /> },
        {
          id: "conditions",
          header: t("columns.conditions"),
          cell: ({ conditions }) => conditions ?? "–",
          title: ({ conditions }) => conditions ?? "",
        },
        {
          id: "dataClasses",
          header: t("columns.dataClasses"),
          cell: ({ dataClasses }) => says.classes(dataClasses) || "–",
          title: ({ dataClasses }) => says.classes(dataClasses),
        },
        { id: "reason", header: t("columns.reason"), cell: ({ reason }) => reason, title: ({ reason }) => reason },
        { id: "decided", header: t("columns.decided"), cell: ({ decidedAt }) => <When at={decidedAt} kind="date" />, isHidden: true },
        { id: "by", header: t("columns.by"), cell: ({ decidedBy }) => decidedBy ?? "–", isHidden: true },
      ]}
    />
  );
}

function Review({ reviewOn, now }: { reviewOn: Date | null; now: Date }) {
  const t = useTranslations("decisions.due");
  if (reviewOn === null) return "–";
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <When at={reviewOn} kind="date" zone="UTC" />
      {dueOf(reviewOn, now) === "overdue" && <Tag tone="overdue">{t("overdue")}</Tag>}
    </span>
  );
}
