import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { Seats } from "@/lib/bans/use/queries";

const dayOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** How many seats there are, in a sentence; short ones say so. */
export function SeatsSentence({ seats }: { seats: Seats | undefined }) {
  const t = useTranslations("blast.use");
  if (!seats) return t("none");
  const { total, used, asOf, source } = seats;
  return (
    <>
      {used > total ? t("over", { n: used - total, used, total }) : t("free", { free: total - used, total })} ·{" "}
      <When at={dayOf(asOf)} kind="date" zone="UTC" /> · {source}
    </>
  );
}

type Props = { slug: string; seats: readonly Seats[]; canWrite: boolean; today: string; address: Address };

export function SeatsPanel({ slug, seats: [newest, ...earlier], canWrite, today, address }: Props) {
  const t = useTranslations("blast.use");
  return (
    <>
      <Panel title={t("seats")}>
        <p className="mb-2 max-w-[68ch] text-ink-2">{t("seatsLead")}</p>
        <p className="mb-4">
          <SeatsSentence seats={newest} />
        </p>
        {canWrite && (
          <ActionForm action={`/api/v1/tools/${slug}/seats`} submit={t("record")}>
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name="total" type="number" min={0} label={t("total")} required defaultValue={newest?.total} />
              <Field name="used" type="number" min={0} label={t("used")} required />
              <Field name="asOf" type="date" label={t("asOf")} required defaultValue={today} max={today} />
            </div>
            <Field
              name="source"
              label={t("source")}
              hint={t("sourceHint")}
              required
              minLength={2}
              maxLength={200}
              defaultValue={newest?.source}
            />
          </ActionForm>
        )}
      </Panel>
      {earlier.length > 0 && (
        <Panel title={t("history")} isFlush>
          <DataTable
            caption={t("history")}
            columns={[
              { id: "asOf", header: t("asOf"), cell: ({ asOf }: Seats) => <When at={dayOf(asOf)} kind="date" zone="UTC" /> },
              { id: "total", header: t("total"), cell: ({ total }: Seats) => total, isNumeric: true },
              { id: "used", header: t("used"), cell: ({ used }: Seats) => used, isNumeric: true },
              { id: "source", header: t("source"), cell: ({ source }: Seats) => source },
              { id: "by", header: t("by"), cell: ({ recordedBy }: Seats) => recordedBy ?? "–" },
            ]}
            rows={earlier}
            rowId={({ id }) => id}
            address={address}
            isPlain
            empty={null}
          />
        </Panel>
      )}
    </>
  );
}
