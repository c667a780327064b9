import Link from "next/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Facts } from "@/components/ui/facts";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ImportReport as Report } from "@/lib/risk/exchange/queries";
import type { ReportRow } from "@/lib/risk/exchange/schema";

export type WordedRow = Omit<ReportRow, "said"> & { said: string[] };

/** What became of every row of one file. */
export function ImportReport({ report, rows }: { report: Omit<Report, "rows">; rows: readonly WordedRow[] }) {
  const t = useTranslations("exchange.result");
  const { id, format, fileName, added, updated, unchanged, rejected, at, by } = report;
  const all = added + updated + unchanged + rejected;
  return (
    <Panel title={t("title", { id: String(id) })} id="report">
      <div className="grid gap-4">
        <p className="break-words text-ink-2">{t("meta", { format: t(`format.${format}`), file: fileName ?? t("noFileName") })}</p>
        <MetricStrip>
          <Metric label={t("added")} value={added} of={all} />
          <Metric label={t("updated")} value={updated} of={all} />
          <Metric label={t("unchanged")} value={unchanged} of={all} />
          <Metric label={t("rejected")} value={rejected} of={all} {...(rejected > 0 && { tone: "due" as const })} />
        </MetricStrip>
        <Facts
          facts={[
            { label: t("at"), value: <When at={at} /> },
            { label: t("by"), value: by ?? "–" },
          ]}
        />
        {rows.length < all && <p className="text-ink-2">{t("first", { shown: rows.length, total: all })}</p>}
        <ReportTable rows={rows} />
        <p>
          <LinkButton href={`/api/v1/findings/imports/${id}`} download>
            {t("download")}
          </LinkButton>
        </p>
      </div>
    </Panel>
  );
}

function ReportTable({ rows }: { rows: readonly WordedRow[] }) {
  const t = useTranslations("exchange.result");
  return (
    <DataTable
      caption={t("caption")}
      isPlain
      address={{ path: "/findings/import", search: {} }}
      rows={rows}
      rowId={({ place, recordId, findingId, outcome, said }) => `${place} ${recordId} ${findingId} ${outcome} ${said.join(" ")}`}
      empty={t("noRows")}
      columns={[
        { id: "outcome", header: t("columns.outcome"), cell: ({ outcome }) => t(outcome) },
        {
          id: "record",
          header: t("columns.record"),
          cell: ({ recordId }) => <code className="break-all whitespace-normal">{recordId || "–"}</code>,
        },
        {
          id: "finding",
          header: t("columns.finding"),
          cell: ({ findingId }) =>
            findingId === null ? (
              "–"
            ) : (
              <Link className="link" href={`/findings/${findingId}`}>
                {`F-${findingId}`}
              </Link>
            ),
        },
        {
          id: "said",
          header: t("columns.said"),
          cell: ({ said }) => <span className="inline-block min-w-56 whitespace-normal">{said.join(" ") || "–"}</span>,
        },
        { id: "place", header: t("columns.place"), cell: ({ place }) => <code className="break-all whitespace-normal">{place}</code> },
      ]}
    />
  );
}
