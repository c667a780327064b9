import { useTranslations } from "next-intl";
import { segmentsOf } from "@/components/bans/ban-figures";
import { BanTag } from "@/components/bans/ban-tag";
import { ChangeTag } from "@/components/bans/versions/version-tag";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StackedBarLine } from "@/components/ui/stacked-bar";
import { When } from "@/components/ui/when";
import type { BanItem } from "@/lib/bans/queries";
import { headline } from "@/lib/compliance/rules";

type Props = { bans: BanItem[]; state: "running" | "open" | "over" | "all"; address: Address; now: Date };

export function BansTable({ bans, state, address, now }: Props) {
  const t = useTranslations("bans.list");
  const untitled = useTranslations("bans")("untitled");
  const columns: Column<BanItem>[] = [
    { id: "title", header: t("columns.title"), cell: ({ title }) => title || untitled, title: ({ title }) => title || untitled },
    { id: "code", header: t("columns.code"), cell: ({ code }) => code, isHidden: state === "running" },
    { id: "state", header: t("columns.state"), cell: (ban) => <State ban={ban} now={now} /> },
    {
      id: "cutoff",
      header: t("columns.cutoff"),
      cell: ({ cutoffAt, zone, status }) =>
        cutoffAt ? <When at={cutoffAt} kind="dateTime" zone={zone} {...(status === "PUBLISHED" && { now })} /> : t("notSet"),
    },
    { id: "left", header: t("columns.left"), cell: (ban) => <Left ban={ban} />, isNumeric: true },
    {
      id: "progress",
      header: t("columns.progress"),
      cell: ({ counts }) => (counts ? <StackedBarLine segments={segmentsOf(counts, (state) => state)} /> : "–"),
    },
    { id: "tools", header: t("columns.tools"), cell: ({ tools }) => tools || "–", isNumeric: true, isHidden: true },
    { id: "author", header: t("columns.author"), cell: ({ author }) => author, isHidden: state === "running" },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={bans}
      rowId={({ id }) => id}
      rowHref={({ code }) => `/bans/${code}`}
      address={address}
      empty={<EmptyState title={t(`empty.${state}`)}>{t("empty.how")}</EmptyState>}
    />
  );
}

function State({ ban, now }: { ban: BanItem; now: Date }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      <BanTag ban={ban} now={now} />
      {ban.change && <ChangeTag change={ban.change} />}
    </span>
  );
}

/** Of how many: those not seen stand apart and are printed as well. */
function Left({ ban: { counts } }: { ban: BanItem }) {
  const t = useTranslations("bans.list");
  if (!counts) return "–";
  const { left, of, notSeen } = headline(counts);
  return t("left", { left, of, notSeen });
}
