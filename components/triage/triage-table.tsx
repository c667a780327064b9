import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { useTriageWords } from "@/components/triage/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { TriageCount, TriageItem } from "@/lib/inventory/triage/queries";

/** The form that a ticked row belongs to. */
export const STEP_FORM = "triage-step";

type Props = { items: TriageItem[]; count: TriageCount; address: Address; mayStep: boolean; isFiltered: boolean };

export function TriageTable({ items, count, address, mayStep, isFiltered }: Props) {
  const t = useTranslations("triage");
  const format = useFormatter();
  const counted = items.flatMap(({ countedAt }) => (countedAt ? [countedAt.getTime()] : []));
  const summary = count.isMore ? t("countMore", { n: count.count }) : t("count", { n: count.count });
  const wayOut = (
    <LinkButton href={hrefWith(address, { q: null, state: null, kind: null, since: null, likely: null })}>{t("empty.clear")}</LinkButton>
  );
  const number = (value: number, item: TriageItem) => (item.countedAt ? format.number(value) : "–");
  return (
    <DataTable
      caption={t("caption")}
      columns={useColumns(number)}
      rows={items}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/triage/${id}`}
      address={address}
      summary={summary}
      toolbar={
        items.length > 0 && (
          <span className="text-ink-2">
            {counted.length > 0
              ? t.rich("counted", { when: () => <When key="when" at={new Date(Math.min(...counted))} /> })
              : t("notCounted")}
          </span>
        )
      }
      {...(mayStep && { selection: { name: "items", form: STEP_FORM, label: ({ name }: TriageItem) => t("pick", { name }) } })}
      empty={
        isFiltered ? (
          <EmptyState title={t("empty.filtered")} action={wayOut} />
        ) : (
          <EmptyState title={t("empty.title")}>{t("empty.body")}</EmptyState>
        )
      }
    />
  );
}

function useColumns(number: (value: number, item: TriageItem) => string): Column<TriageItem>[] {
  const t = useTranslations("triage.columns");
  const kinds = useRegistryWords();
  const words = useTriageWords();
  const reasons = ({ score, signals }: TriageItem) => words.graded(score, signals, 2);
  return [
    { id: "name", header: t("name"), cell: ({ name }) => name, title: ({ name }) => name },
    { id: "signals", header: t("signals"), cell: reasons, title: ({ score, signals }) => words.graded(score, signals, signals.length) },
    { id: "devices", header: t("devices"), isNumeric: true, cell: (item) => number(item.devices, item) },
    { id: "teams", header: t("teams"), isNumeric: true, cell: (item) => number(item.teams, item) },
    { id: "kind", header: t("kind"), cell: ({ kind }) => kinds.of("kind", kind) },
    { id: "value", header: t("value"), cell: ({ value }) => <code>{value}</code>, title: ({ value }) => value },
    { id: "publisher", header: t("publisher"), cell: ({ publisher }) => publisher || "–", title: ({ publisher }) => publisher },
    { id: "firstSeen", header: t("firstSeen"), cell: ({ firstSeenAt }) => <When at={firstSeenAt} kind="date" /> },
    {
      id: "dismissed",
      header: t("dismissed"),
      isHidden: true,
      cell: ({ dismissReason }) => dismissReason ?? "–",
      title: ({ dismissReason }) => dismissReason ?? "",
    },
    { id: "score", header: t("score"), isHidden: true, isNumeric: true, cell: ({ score }) => score ?? "–" },
  ];
}
