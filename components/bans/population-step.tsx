import { useLocale, useTranslations } from "next-intl";
import { ChosenList, Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { SaidPanel, useSpeaker } from "@/components/bans/scope-words";
import { StepForm } from "@/components/bans/step-form";
import { ChoiceField } from "@/components/ui/field";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import { countryWords } from "@/i18n/place-words";
import type { Chosen, Group, TeamChoice } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import type { PopulationCounts } from "@/lib/bans/selector/queries";
import { populationSchema } from "@/lib/bans/selector/schema";
import { populationWords } from "@/lib/bans/selector/sentence";

type Groups = Record<"entities" | "countries" | "workers", Group[]>;

type Props = {
  ban: BanDetail;
  chosen: Chosen;
  groups: Groups;
  q: string;
  found: { teams: TeamChoice[]; isCut: boolean } | null;
  /** Whom it binds now; null while nobody is named. */
  counts: PopulationCounts | null;
};

const NOBODY = populationSchema.parse({ everyone: false, include: [], exclude: [] });

/** Whom the ban binds: teams, narrowed by entity, country and worker type, said back and counted. */
export function PopulationStep({ ban, chosen, groups, q, found, counts }: Props) {
  const t = useTranslations("scope.people");
  const wizard = useTranslations("bans.wizard");
  const speaker = useSpeaker();
  const population = ban.content.population ?? NOBODY;
  const { taken, left, nameOf } = useChosen(population, chosen, groups);
  const both = [...taken, ...left];
  const sides = (list: string, not: string, value: string | number, name: string) => [
    { value: `${list}:${value}`, words: wizard("include", { name }) },
    { value: `${not}:${value}`, words: wizard("exclude", { name }) },
  ];
  const results = found?.teams.map((team) => ({
    key: String(team.id),
    label: <TeamWords team={team} />,
    actions: sides("include", "exclude", team.id, team.name),
  }));
  const said = ban.content.population?.everyone;
  return (
    <>
      <StepForm ban={ban} step="population" hidden={hiddenOf(population)}>
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        <SaidPanel words={populationWords(population, chosen, speaker)} />
        {counts && <Counts counts={counts} population={population} />}
        <ChoiceField
          name="everyone"
          label={t("who")}
          required
          choices={[
            { value: "yes", label: t("everyone"), isChecked: said === true },
            { value: "no", label: t("teams"), isChecked: said === false },
          ]}
        />
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t("taken")}>
            <ChosenList choices={taken} empty={population.everyone ? t("everybody") : t("nobody")} label={t("taken")} />
          </Panel>
          <Panel title={t("left")}>
            <ChosenList choices={left} empty={t("nobodyLeft")} label={t("left")} />
          </Panel>
        </div>
        <Panel>
          <Finder q={q} label={t("find")} found={results?.length ?? null}>
            <FoundList found={results ?? []} isCut={found?.isCut ?? false} chosen={both} />
          </Finder>
        </Panel>
        <Panel title={t("narrow")}>
          {(["entities", "countries", "workers"] as const).map((list) => (
            <details key={list} className="border-t border-line py-2 first:border-t-0" open={both.some(({ value }) => isOf(value, list))}>
              <summary className="fold font-medium">{t(list)}</summary>
              <FoundList
                found={groups[list].map(({ value, people }) => ({
                  key: value,
                  label: t("group", { name: nameOf(list, value), n: people }),
                  actions: sides(list, NOT[list], value, nameOf(list, value)),
                }))}
                isCut={false}
                chosen={both}
              />
            </details>
          ))}
        </Panel>
      </StepForm>
      <SearchForm path={stepPath(ban.code, "population")} />
    </>
  );
}

const NOT = { entities: "notEntities", countries: "notCountries", workers: "notWorkers" } as const;

function isOf(value: string, list: keyof Groups): boolean {
  return value.startsWith(`${list}:`) || value.startsWith(`${NOT[list]}:`);
}

function hiddenOf({ include, exclude, legalEntities, countries, workerTypes }: typeof NOBODY) {
  return {
    ...{ include, exclude, entities: legalEntities.include, notEntities: legalEntities.exclude },
    ...{ countries: countries.include, notCountries: countries.exclude, workers: workerTypes.include, notWorkers: workerTypes.exclude },
  };
}

function useChosen(population: typeof NOBODY, chosen: Chosen, groups: Groups) {
  const t = useTranslations("scope.people");
  const locale = useLocale();
  const nameOf = (list: keyof Groups, value: string) =>
    list === "countries" ? countryWords(value, locale) : list === "workers" ? t(`worker.${value}`) : value;
  const teams = (list: string, ids: readonly number[]) =>
    ids.map((id) => {
      const one = chosen.teams.find((team) => team.id === id);
      const name = one?.name ?? `#${id}`;
      return { value: `${list}:${id}`, name, label: one ? t("team", { name, n: one.people }) : name };
    });
  const group = (list: keyof Groups, side: string, values: readonly string[]) =>
    values.map((value) => {
      const name = nameOf(list, value);
      const people = groups[list].find((one) => one.value === value)?.people ?? 0;
      return { value: `${side}:${value}`, name, label: t("group", { name, n: people }) };
    });
  const { legalEntities, countries, workerTypes } = population;
  return {
    nameOf,
    taken: [
      ...teams("include", population.include),
      ...group("entities", "entities", legalEntities.include),
      ...group("countries", "countries", countries.include),
      ...group("workers", "workers", workerTypes.include),
    ],
    left: [
      ...teams("exclude", population.exclude),
      ...group("entities", "notEntities", legalEntities.exclude),
      ...group("countries", "notCountries", countries.exclude),
      ...group("workers", "notWorkers", workerTypes.exclude),
    ],
  };
}

function Counts({ counts, population }: { counts: PopulationCounts; population: typeof NOBODY }) {
  const t = useTranslations("scope.people");
  const { legalEntities, countries, workerTypes } = population;
  const isNarrowed = [legalEntities, countries, workerTypes].some(({ include }) => include.length > 0);
  return (
    <Panel title={t("counts")}>
      <MetricStrip>
        <Metric label={t("people")} value={counts.people} />
        <Metric label={t("teamCount")} value={counts.teams} />
        <Metric label={t("devices")} value={counts.devices} note={t(isNarrowed ? "noDevices" : "devicesNote")} />
      </MetricStrip>
    </Panel>
  );
}

function TeamWords({ team }: { team: TeamChoice }) {
  const t = useTranslations("scope.people");
  return (
    <>
      {t("team", { name: team.name, n: team.people })}
      {team.above.length > 0 && <span className="block text-caption text-ink-2">{team.above.join(" / ")}</span>}
    </>
  );
}
