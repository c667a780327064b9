import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { Subject } from "@/components/claims/subject";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import type { ClaimItem } from "@/lib/risk/claims/queries";
import { claimCode } from "@/lib/risk/claims/rules";

const FILTERS = ["q", "tool", "vendor", "confirmation", "bearing", "behaviour", "disputed"] as const;

export function ClaimsTable({ claims, address, csvHref }: { claims: ClaimItem[]; address: Address; csvHref: string }) {
  const t = useTranslations("claims");
  const columns: Column<ClaimItem>[] = [
    {
      id: "statement",
      header: t("columns.statement"),
      cell: ({ id, statement }) => `${claimCode(id)} · ${statement}`,
      title: ({ statement }) => statement,
    },
    {
      id: "state",
      header: t("columns.state"),
      cell: ({ state, isDisputed }) => <EvidenceTag state={state} isDisputed={isDisputed} isShort />,
    },
    { id: "subject", header: t("columns.subject"), cell: (claim) => <Subject claim={claim} isPlain /> },
    { id: "sources", header: t("columns.sources"), cell: ({ sources }) => sources, isNumeric: true },
    { id: "origins", header: t("columns.origins"), cell: ({ independentOrigins }) => independentOrigins, isNumeric: true },
    { id: "differ", header: t("columns.differ"), cell: ({ contradictions }) => contradictions || "", isNumeric: true },
    { id: "bearing", header: t("columns.bearing"), cell: ({ bearing }) => t(`bearing.${bearing}`) },
    { id: "reported", header: t("columns.reported"), cell: ({ reportedOn }) => <Day day={reportedOn} /> },
    { id: "since", header: t("columns.since"), cell: ({ since }) => <Day day={since} />, isHidden: true },
    {
      id: "behaviour",
      header: t("columns.behaviour"),
      cell: ({ behaviour }) => behaviour && t(`behaviour.${behaviour}`),
      isHidden: true,
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={claims}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/claims/${id}`}
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
  const t = useTranslations("claims.empty");
  if (!isFiltered) return <EmptyState title={t("title")}>{t("text")}</EmptyState>;
  return (
    <EmptyState title={t("filtered")} action={<LinkButton href="/claims">{t("clear")}</LinkButton>}>
      {t("filteredText")}
    </EmptyState>
  );
}
