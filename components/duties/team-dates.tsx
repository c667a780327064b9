import { useTranslations } from "next-intl";
import type { ZoneOption } from "@/components/duties/duty-fields";
import { FoundNames, type LookedUp } from "@/components/duties/found-names";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { DutyNames } from "@/lib/bans/duties/queries";
import type { DutyContent } from "@/lib/bans/duties/schema";
import type { DutyKind } from "@/prisma/generated/enums";

type Props = { kind: DutyKind; duty: DutyContent | null; names: DutyNames; zones: readonly ZoneOption[]; found: LookedUp | null };

/** Teams whose date is not that of the duty, each with a way out, and how another one gets its own. */
export function TeamDates({ kind, duty, names, zones, found }: Props) {
  const t = useTranslations("duties.wizard");
  const teams = duty?.teams ?? [];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{t("teams")}</legend>
      <p className="max-w-[68ch] text-ink-2">{teams.length > 0 ? t("teamsHint") : t("noTeams")}</p>
      {teams.map((team) => {
        const name = names.teams.find(({ id }) => id === team.teamId)?.name ?? `#${team.teamId}`;
        const field = (part: string) => `${kind}.team.${team.teamId}.${part}`;
        return (
          <div key={team.teamId} className="flex flex-wrap items-end gap-x-4 gap-y-2 border-t border-line pt-2">
            <Field name={field("date")} type="date" label={t("teamDate", { team: name })} defaultValue={team.deadlineLocal.slice(0, 10)} />
            <Field name={field("time")} type="time" label={t("teamTime", { team: name })} defaultValue={team.deadlineLocal.slice(11)} />
            <Field
              as="select"
              name={field("zone")}
              label={t("teamZone", { team: name })}
              defaultValue={team.deadlineZone}
              options={
                zones.some(({ value }) => value === team.deadlineZone)
                  ? zones
                  : [...zones, { value: team.deadlineZone, label: team.deadlineZone }]
              }
            />
            <button
              type="submit"
              name="remove"
              value={`team:${kind}:${team.teamId}`}
              formNoValidate
              className={buttonClass({ size: "small" })}
            >
              {t("removeTeam", { name })}
            </button>
          </div>
        );
      })}
      <FoundNames
        name={`${kind}.teamQ`}
        label={t("findTeam")}
        find={`team:${kind}`}
        button={t("addTeam")}
        found={found}
        wordsOf={(name) => t("chooseTeam", { name })}
        addOf={(id) => `team:${kind}:${id}`}
        chosen={teams.map(({ teamId }) => teamId)}
      />
    </fieldset>
  );
}
