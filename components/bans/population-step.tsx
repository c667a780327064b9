import { useTranslations } from "next-intl";
import { ChosenList, Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { StepForm } from "@/components/bans/step-form";
import { ChoiceField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Chosen, TeamChoice } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";

type Props = { ban: BanDetail; chosen: Chosen; q: string; found: { teams: TeamChoice[]; isCut: boolean } | null };

export function PopulationStep({ ban, chosen, q, found }: Props) {
  const t = useTranslations("bans.wizard");
  const { population } = ban.content;
  const words = (team: TeamChoice) => t("population.team", { name: team.name, n: team.people });
  const choicesOf = (list: "include" | "exclude") =>
    chosen[list].map((team) => ({ value: `${list}:${team.id}`, name: team.name, label: words(team) }));
  const results = found?.teams.map((team) => ({
    key: String(team.id),
    label: <TeamWords team={team} words={words(team)} />,
    actions: [
      { value: `include:${team.id}`, words: t("include", { name: team.name }) },
      { value: `exclude:${team.id}`, words: t("exclude", { name: team.name }) },
    ],
  }));
  return (
    <>
      <StepForm ban={ban} step="population" hidden={{ include: population?.include ?? [], exclude: population?.exclude ?? [] }}>
        <ChoiceField
          name="everyone"
          label={t("population.who")}
          required
          choices={[
            { value: "yes", label: t("population.everyone"), isChecked: population?.everyone === true },
            { value: "no", label: t("population.teams"), isChecked: population?.everyone === false },
          ]}
        />
        <p className="max-w-[68ch] text-ink-2">{t("population.lead")}</p>
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t("population.included")}>
            <ChosenList
              choices={choicesOf("include")}
              empty={population?.everyone ? t("population.everyone") : t("population.nobodyIn")}
              label={t("population.included")}
            />
          </Panel>
          <Panel title={t("population.excluded")}>
            <ChosenList choices={choicesOf("exclude")} empty={t("population.nobodyOut")} label={t("population.excluded")} />
          </Panel>
        </div>
        <Panel>
          <Finder q={q} label={t("population.find")} found={results?.length ?? null}>
            <FoundList found={results ?? []} isCut={found?.isCut ?? false} chosen={[...choicesOf("include"), ...choicesOf("exclude")]} />
          </Finder>
        </Panel>
      </StepForm>
      <SearchForm path={stepPath(ban.code, "population")} />
    </>
  );
}

function TeamWords({ team, words }: { team: TeamChoice; words: string }) {
  return (
    <>
      {words}
      {team.above.length > 0 && <span className="block text-caption text-ink-2">{team.above.join(" / ")}</span>}
    </>
  );
}
