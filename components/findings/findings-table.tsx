import { useTranslations } from "next-intl";
import { FILTERS } from "@/components/findings/findings-filters";
import { FindingTag, useFindingWords, Versions } from "@/components/findings/words";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { FindingItem } from "@/lib/risk/findings/queries";
import { isReviewDue } from "@/lib/risk/findings/rules";

type Props = { findings: readonly FindingItem[]; counted: { total: number; due: number }; address: Address; csvHref: string; now: Date };

/** Findings, those opened last first. */
export function FindingsTable({ findings, counted, address, csvHref, now }: Props) {
  const t = useTranslations("findings");
  const behaviour = useTranslations("claims.behaviour");
  const words = useFindingWords();
  const nameOf = ({ code, title }: FindingItem) => `${code} · ${title}`;
  return (
    <DataTable
      caption={t("caption")}
      address={address}
      summary={t("count", { n: counted.total, due: counted.due })}
      toolbar={
        <LinkButton href={csvHref} size="small" download>
          {t("export")}
        </LinkButton>
      }
      rows={findings}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/findings/${id}`}
      empty={<Nothing isFiltered={FILTERS.some((name) => firstOf(address.search[name]))} />}
      columns={[
        { id: "title", header: t("columns.title"), cell: nameOf, title: nameOf },
        { id: "tool", header: t("columns.tool"), cell: ({ tool }) => tool.name },
        { id: "status", header: t("columns.status"), cell: ({ status }) => <FindingTag status={status} /> },
        { id: "fix", header: t("columns.fix"), cell: (row) => words.fix(row), title: (row) => words.fix(row) },
        { id: "behaviour", header: t("columns.behaviour"), cell: (row) => behaviour(row.behaviour) },
        {
          id: "versions",
          header: t("columns.versions"),
          cell: ({ versionRange }) => <Versions range={versionRange} />,
          title: ({ versionRange }) => versionRange ?? t("everyVersion"),
        },
        { id: "claims", header: t("columns.claims"), cell: ({ claims }) => claims, isNumeric: true },
        {
          id: "review",
          header: t("columns.review"),
          cell: ({ reviewOn }) => <Review reviewOn={reviewOn === null ? null : new Date(reviewOn)} now={now} />,
        },
        { id: "assessor", header: t("columns.assessor"), cell: ({ assessor }) => assessor?.name ?? "–", isHidden: true },
        {
          id: "opened",
          header: t("columns.opened"),
          cell: ({ openedOn }) => <When at={new Date(openedOn)} kind="date" zone="UTC" />,
          isHidden: true,
        },
        {
          id: "trust",
          header: t("columns.trust"),
          cell: ({ isTrustRestored }) => (isTrustRestored ? t("trust.restored") : "–"),
          isHidden: true,
        },
      ]}
    />
  );
}

/** The day of the next review; one that has come says so. */
export function Review({ reviewOn, now }: { reviewOn: Date | null; now: Date }) {
  const t = useTranslations("findings");
  if (reviewOn === null) return "–";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <When at={reviewOn} kind="date" zone="UTC" />
      {isReviewDue(reviewOn, now) && <Tag tone="overdue">{t("reviewDue")}</Tag>}
    </span>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("findings.empty");
  if (!isFiltered) return <EmptyState title={t("title")}>{t("text")}</EmptyState>;
  return (
    <EmptyState title={t("filtered")} action={<LinkButton href="/findings">{t("clear")}</LinkButton>}>
      {t("filteredText")}
    </EmptyState>
  );
}
