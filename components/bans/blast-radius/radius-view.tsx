import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { RadiusApart } from "@/components/bans/blast-radius/radius-apart";
import { RadiusChannels, RadiusReach } from "@/components/bans/blast-radius/radius-reach";
import { rowsHref } from "@/components/bans/blast-radius/rows-href";
import { DataTable } from "@/components/ui/data-table";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";

type Props = { radius: BlastRadius; asOf: Date; code: string; path: string };

/** What publishing would touch; every number opens its rows. What is not known stands right beside what is. */
export function RadiusView({ radius, asOf, code, path }: Props) {
  const t = useTranslations("blast");
  const { found, population } = radius;
  return (
    <div className="grid gap-5">
      <Panel
        title={t("title")}
        aside={
          <>
            {t("asOf")} <When at={asOf} kind="dateTime" />
          </>
        }
      >
        <p className="mb-3 max-w-[80ch] text-ink-2">{t("lead")}</p>
        <MetricStrip>
          <Metric label={t("metric.people")} value={found.people} of={population.people} href={rowsHref(code, "people")} />
          <Metric label={t("metric.devices")} value={found.devices} href={rowsHref(code, "devices")} />
          <Metric label={t("metric.teams")} value={found.teams} of={population.teams} href={rowsHref(code, "teams")} />
          <Metric label={t("metric.installations")} value={found.installations} href={rowsHref(code, "installations")} />
          <Metric label={t("metric.versions")} value={found.versions} href={rowsHref(code, "versions")} />
        </MetricStrip>
        <Known radius={radius} code={code} />
        <p className="mt-3">
          {t.rich("bound", {
            people: population.people,
            teams: population.teams,
            link: (chunks) => (
              <Link href={rowsHref(code, "population")} className="link">
                {chunks}
              </Link>
            ),
            inTeams: (chunks) => (
              <Link href={rowsHref(code, "all-teams")} className="link">
                {chunks}
              </Link>
            ),
          })}
        </p>
      </Panel>
      <RadiusApart radius={radius} code={code} />
      <div className="grid gap-5 xl:grid-cols-2">
        <PerTool radius={radius} code={code} path={path} />
        <PerTeam radius={radius} code={code} path={path} />
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <RadiusReach radius={radius} code={code} path={path} />
        <RadiusChannels radius={radius} code={code} path={path} />
      </div>
    </div>
  );
}

/** What depends on somebody having written it down. */
function Known({ radius: { seats, workflows, reach, exceptions, channels }, code }: Pick<Props, "radius" | "code">) {
  const t = useTranslations("blast");
  const open = channels.filter(({ isOpen }) => isOpen).length;
  return (
    <div className="mt-3">
      <MetricStrip>
        <Metric label={t("metric.reach")} value={reach.tools} href={rowsHref(code, "reach")} />
        <Metric label={t("metric.channels")} value={open} href={rowsHref(code, "channels")} />
        <Metric
          label={t("metric.seats")}
          value={seats.known === 0 ? null : seats.used}
          href={rowsHref(code, "seats")}
          note={seats.known === 0 ? t("notKnown") : t("seatsNote", seats)}
        />
        <Metric
          label={t("metric.workflows")}
          value={workflows.workflows === 0 ? null : workflows.workflows}
          href={rowsHref(code, "workflows")}
          note={workflows.workflows === 0 ? t("notKnown") : t("runsNote", { runs: workflows.runsPerWeek, counted: workflows.counted })}
        />
        <Metric label={t("metric.exceptions")} value={exceptions} href={rowsHref(code, "exceptions")} />
      </MetricStrip>
    </div>
  );
}

function Figure({ n, href, name }: { n: number; href: string; name: string }) {
  const figure = useFormatter().number(n);
  if (n === 0) return figure;
  return (
    <Link href={href} prefetch={false} className="link" aria-label={`${figure}, ${name}`}>
      {figure}
    </Link>
  );
}

function PerTool({ radius, code, path }: Omit<Props, "asOf">) {
  const t = useTranslations("blast");
  type Row = BlastRadius["tools"][number];
  const count = (id: "devices" | "people" | "installations") => ({
    id,
    header: t(`metric.${id}`),
    cell: (row: Row) => <Figure n={row[id]} href={rowsHref(code, id, { tool: row.id })} name={`${row.name}, ${t(`metric.${id}`)}`} />,
    isNumeric: true,
  });
  return (
    <Panel title={t("perTool")} isFlush>
      <DataTable
        caption={t("perTool")}
        columns={[
          { id: "name", header: t("column.tool"), cell: ({ name }: Row) => name },
          count("devices"),
          count("people"),
          count("installations"),
        ]}
        rows={radius.tools}
        rowId={({ id }) => id}
        rowHref={({ slug }) => `/tools/${slug}`}
        address={{ path, search: {} }}
        empty={<p className="p-4 text-ink-2">{t("nothing")}</p>}
        isPlain
      />
    </Panel>
  );
}

function PerTeam({ radius, code, path }: Omit<Props, "asOf">) {
  const t = useTranslations("blast");
  type Row = BlastRadius["topTeams"][number];
  const count = (id: "devices" | "people") => ({
    id,
    header: t(`metric.${id}`),
    cell: (row: Row) => (
      <Figure
        n={row[id]}
        href={rowsHref(code, id, { team: row.id, ...(row.isTop && { exact: "true" }) })}
        name={`${row.name}, ${t(`metric.${id}`)}`}
      />
    ),
    isNumeric: true,
  });
  return (
    <Panel title={t("perTeam")} isFlush>
      <DataTable
        caption={t("perTeam")}
        columns={[{ id: "name", header: t("column.team"), cell: ({ name }: Row) => name }, count("devices"), count("people")]}
        rows={radius.topTeams}
        rowId={({ id }) => id}
        address={{ path, search: {} }}
        empty={<p className="p-4 text-ink-2">{t("nothing")}</p>}
        isPlain
      />
    </Panel>
  );
}
