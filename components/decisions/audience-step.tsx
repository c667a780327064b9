import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { countryWords } from "@/i18n/place-words";
import type { TeamChoice } from "@/lib/bans/choices/queries";
import { WorkerType } from "@/prisma/generated/enums";

type Props = {
  slug: string;
  team: { id: number; name: string } | null;
  workerTypes: readonly WorkerType[];
  countries: readonly string[];
  /** What the countries can be narrowed to: where people are. */
  offered: readonly string[];
  q: string;
  found: { teams: TeamChoice[]; isCut: boolean } | null;
};

/** First whom a decision is for: one address form, so that searching for a team loses nothing and needs no script. */
export function AudienceStep({ slug, team, workerTypes, countries, offered, q, found }: Props) {
  const t = useTranslations("decisions.audience");
  const workers = useTranslations("decisions.workers");
  const locale = useLocale();
  const { compare } = new Intl.Collator(locale);
  return (
    // Not next/form: it leaves out which button was pressed.
    <form action={`/tools/${slug}/decide`} className="card grid gap-5">
      <h2>{t("title")}</h2>
      <div className="grid gap-2">
        <h3>{t("team")}</h3>
        {/* The first button is what Enter presses: searching, never removing. */}
        {team && <input type="hidden" name="team" value={team.id} />}
        <search className="grid gap-2">
          <div className="flex flex-wrap items-end gap-2">
            <Field name="q" type="search" label={t("find")} defaultValue={q} maxLength={100} className="min-w-0 grow sm:max-w-96" />
            <button type="submit" className={buttonClass({})}>
              {t("findButton")}
            </button>
          </div>
          <div role="status" className="text-ink-2">
            {found && t("found", { n: found.teams.length, q })}
          </div>
          {found && <Found teams={found.teams} isCut={found.isCut} />}
        </search>
        <p className="flex flex-wrap items-center gap-2">
          {team ? (
            <span className="chip">
              {team.name}
              <button
                type="submit"
                name="choose"
                value="0"
                className={buttonClass({ variant: "quiet", size: "small" })}
                aria-label={t("removeTeam", { name: team.name })}
              >
                <span aria-hidden="true">×</span>
              </button>
            </span>
          ) : (
            <span className="text-ink-2">{t("everyTeam")}</span>
          )}
        </p>
      </div>
      <ChoiceField
        type="checkbox"
        isInline
        name="workerTypes"
        label={t("workerTypes")}
        hint={t("noneMeansAll")}
        choices={Object.values(WorkerType).map((value) => ({ value, label: workers(value), isChecked: workerTypes.includes(value) }))}
      />
      <ChoiceField
        type="checkbox"
        isInline
        name="countries"
        label={t("countries")}
        hint={t("noneMeansAll")}
        choices={[...new Set([...offered, ...countries])]
          .map((value) => ({ value, label: countryWords(value, locale), isChecked: countries.includes(value) }))
          .sort((a, b) => compare(a.label, b.label))}
      />
      <div>
        <button type="submit" name="step" value="decision" className={buttonClass({ variant: "primary" })}>
          {t("continue")}
        </button>
      </div>
    </form>
  );
}

function Found({ teams, isCut }: { teams: readonly TeamChoice[]; isCut: boolean }) {
  const t = useTranslations("decisions.audience");
  if (teams.length === 0) return null;
  return (
    <>
      <ul className="grid">
        {teams.map(({ id, name, above, people }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-1.5">
            <span className="min-w-0">
              {t("teamPeople", { name, n: people })}
              {above.length > 0 && <span className="block text-caption text-ink-2">{above.join(" / ")}</span>}
            </span>
            <button
              type="submit"
              name="choose"
              value={id}
              className={buttonClass({ size: "small" })}
              aria-label={t("chooseNamed", { name })}
            >
              {t("choose")}
            </button>
          </li>
        ))}
      </ul>
      {isCut && <p className="text-ink-2">{t("foundMore")}</p>}
    </>
  );
}
