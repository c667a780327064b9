import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";

type Row = { id: number; name: string; people: number; devices: number };

/** What publishing would touch. What is not known stands right beside what is. */
export function BlastRadiusView({ radius, asOf, path }: { radius: BlastRadius; asOf: Date; path: string }) {
  const t = useTranslations("bans.blast");
  const { found, population } = radius;
  const columns = (first: string) => [
    { id: "name", header: first, cell: ({ name }: Row) => name },
    { id: "devices", header: t("devices"), cell: ({ devices }: Row) => <Figure n={devices} />, isNumeric: true },
    { id: "people", header: t("people"), cell: ({ people }: Row) => <Figure n={people} />, isNumeric: true },
  ];
  const table = {
    rowId: ({ id }: Row) => id,
    address: { path, search: {} },
    isPlain: true,
    empty: <p className="p-4 text-ink-2">{t("nothing")}</p>,
  };
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
          <Metric label={t("people")} value={found.people} of={population.people} />
          <Metric label={t("devices")} value={found.devices} />
          <Metric label={t("teams")} value={found.teams} of={population.teams} />
          <Metric label={t("installations")} value={found.installations} />
        </MetricStrip>
        <p className="mt-3">{t("population", { n: population.people, teams: population.teams })}</p>
      </Panel>
      <Apart radius={radius} />
      <div className="grid gap-5 xl:grid-cols-2">
        <Panel title={t("perTool")} isFlush>
          <DataTable caption={t("perTool")} columns={columns(t("tool"))} rows={radius.tools} {...table} />
        </Panel>
        <Panel title={t("perTeam")} isFlush>
          <DataTable caption={t("perTeam")} columns={columns(t("teamName"))} rows={radius.topTeams} {...table} />
        </Panel>
      </div>
    </div>
  );
}

function Figure({ n }: { n: number }) {
  return useFormatter().number(n);
}

function Apart({ radius: { silent, population, ownerless } }: { radius: BlastRadius }) {
  const t = useTranslations("bans.blast");
  const teams = ownerless.teams.map(({ name, devices }) => t("team", { name, n: devices })).join(" · ");
  const sentences = [
    silent.devices > 0 && t("silent", { n: silent.devices, found: silent.withTool }),
    population.withoutDevice > 0 && t("withoutDevice", { n: population.withoutDevice }),
    ownerless.devices > 0 && t("ownerless", { n: ownerless.devices, teams }),
  ].filter((sentence) => sentence !== false);
  if (sentences.length === 0) return null;
  return (
    <Panel title={t("apart")}>
      <ul className="grid list-disc gap-1 pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}
