import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StateTag } from "@/components/ui/state-tag";
import { When } from "@/components/ui/when";
import type { PersonDate } from "@/lib/compliance/dates/queries";

type Props = { dates: PersonDate[]; address: Address; now: Date; empty: string };

/** Every date of a person, why it is that one, and what other bans ask for the same. */
export function DatesTable({ dates, address, now, empty }: Props) {
  const t = useTranslations("duties");
  const columns: Column<PersonDate>[] = [
    { id: "duty", header: t("columns.duty"), cell: ({ kind }) => t(`kind.${kind}`) },
    { id: "tools", header: t("columns.tools"), cell: ({ tools }) => tools.map(({ name }) => name).join(" · ") },
    { id: "date", header: t("columns.date"), cell: ({ at, zone }) => <When at={at} kind="lastUse" zone={zone} /> },
    { id: "because", header: t("columns.because"), cell: (date) => <Because date={date} /> },
    { id: "state", header: t("columns.state"), cell: (date) => <DateState date={date} now={now} /> },
  ];
  return (
    <DataTable
      caption={t("mine.lead")}
      columns={columns}
      rows={dates}
      rowId={({ obligationId, tools }) => `${obligationId}-${tools[0]?.id ?? 0}`}
      address={address}
      isPlain
      empty={<EmptyState title={empty} />}
    />
  );
}

/** "This date because …", with the dates that lose. */
export function Because({ date: { because, source, loses } }: { date: Pick<PersonDate, "because" | "source" | "loses"> }) {
  const say = useTranslations();
  const t = useTranslations("duties");
  return (
    <div className="max-w-[60ch] min-w-[14rem]">
      <p>
        {say(because.key, because.values)} {source.isLocal && t("because.local")}
      </p>
      {loses.length > 0 && (
        <ul className="text-ink-2" aria-label={t("loses.title")}>
          {loses.map(({ obligationId, words }) => (
            <li key={obligationId}>{say(words.key, words.values)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function DateState({ date: { state, reason, proof, at, zone, exceptedUntil }, now }: { date: PersonDate; now: Date }) {
  return <StateTag state={state} reason={reason} proof={proof} deadline={at} zone={zone} exceptedUntil={exceptedUntil} now={now} />;
}
