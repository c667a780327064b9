import { useLocale, useTranslations } from "next-intl";
import { FoldedFields } from "@/components/duties/folded-fields";
import { FoundNames, type LookedUp } from "@/components/duties/found-names";
import { TeamDates } from "@/components/duties/team-dates";
import { buttonClass } from "@/components/ui/button";
import { CheckField, Field } from "@/components/ui/field";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { type BaseDate, hasOwnDate, isShownByInventory } from "@/lib/bans/duties/edit/rules";
import type { DutyNames } from "@/lib/bans/duties/queries";
import { DUTY_DEFAULTS, type DutyContent } from "@/lib/bans/duties/schema";
import { DeadlineMode, type DutyKind, DutyResponsible } from "@/prisma/generated/enums";

export type ZoneOption = { value: string; label: string };

type Props = {
  kind: DutyKind;
  /** As the draft has it; null: not asked for. */
  duty: DutyContent | null;
  isChosen: boolean;
  base: BaseDate | null;
  names: DutyNames;
  zones: readonly ZoneOption[];
  found: LookedUp | null;
  isOpen: boolean;
};

/** One duty: asked for or not, and folded below it everything that can be said about it. */
export function DutyFields({ kind, duty, isChosen, base, names, zones, found, isOpen }: Props) {
  const t = useTranslations("duties");
  return (
    <fieldset id={kind} className="grid gap-2 border-t border-line py-3">
      <legend className="sr-only">{t(`kind.${kind}`)}</legend>
      <CheckField
        name={`${kind}.on`}
        value="yes"
        defaultChecked={isChosen}
        label={<span className="font-medium">{t(`kind.${kind}`)}</span>}
        hint={<Summary kind={kind} duty={duty} base={base} names={names} />}
      />
      <FoldedFields
        prefix={`${kind}.`}
        className="pl-6"
        isOpen={isOpen}
        summary={
          <>
            {t("wizard.settings")} <span className="sr-only">{t("wizard.settingsOf", { kind: t(`kind.${kind}`) })}</span>
          </>
        }
      >
        <div className="mt-3 grid gap-4">
          <OwnDate kind={kind} duty={duty} base={base} zones={zones} />
          {isShownByInventory(kind) ? (
            <p className="text-ink-2">{t("wizard.fixed")}</p>
          ) : (
            <Answering kind={kind} duty={duty} names={names} found={found?.what === "owner" ? found : null} />
          )}
          <TeamDates kind={kind} duty={duty} names={names} zones={zones} found={found?.what === "team" ? found : null} />
          <div className="grid gap-4 lg:grid-cols-2">
            <Words name={`${kind}.en`} label={t("wizard.instructionsEn")} value={duty?.instructions.en} />
            <Words name={`${kind}.zh`} label={t("wizard.instructionsZh")} value={duty?.instructions["zh-CN"]} lang="zh-CN" />
          </div>
        </div>
      </FoldedFields>
    </fieldset>
  );
}

function Words({ name, label, value = "", lang }: { name: string; label: string; value?: string | undefined; lang?: string }) {
  return <Field as="textarea" name={name} label={label} defaultValue={value} maxLength={1_000} {...(lang && { lang })} isOptional />;
}

function Summary({ kind, duty, base, names }: Pick<Props, "kind" | "duty" | "base" | "names">) {
  const t = useTranslations("duties");
  const locale = useLocale();
  const { responsible, proof } = duty ?? DUTY_DEFAULTS[kind];
  const owner = names.owners.find(({ id }) => id === duty?.ownerId);
  const said = [
    owner?.name ?? t(`responsible.${responsible}`),
    t(`proof.${proof}`),
    duty && hasOwnDate(duty, base) && t("wizard.summaryOwn", { deadline: deadlineWords(duty, locale) }),
    duty && duty.teams.length > 0 && t("wizard.summaryTeams", { n: duty.teams.length }),
  ];
  return said.filter(Boolean).join(" · ");
}

function deadlineWords({ deadlineLocal, deadlineZone }: DutyContent, locale: string): string {
  return dateWords(lastMinuteBefore(resolveDeadline(deadlineLocal, deadlineZone).at), "deadline", deadlineZone, locale);
}

function OwnDate({ kind, duty, base, zones }: Pick<Props, "kind" | "duty" | "base" | "zones">) {
  const t = useTranslations("duties.wizard");
  const own = duty && hasOwnDate(duty, base) ? duty : null;
  const isOther = (part: "local" | "zone" | "mode", value: string | undefined) => (own && value !== base?.[part] ? value : "");
  const isTimed = own !== null && own.deadlineLocal !== base?.local;
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{t("ownDate")}</legend>
      <p className="text-ink-2">{t("ownDateHint")}</p>
      <div className="flex flex-wrap gap-4">
        <Field name={`${kind}.date`} type="date" label={t("ownDate")} defaultValue={isTimed ? own.deadlineLocal.slice(0, 10) : ""} />
        <Field name={`${kind}.time`} type="time" label={t("ownTime")} defaultValue={isTimed ? own.deadlineLocal.slice(11) : ""} />
        <Field
          as="select"
          name={`${kind}.zone`}
          label={t("ownZone")}
          defaultValue={isOther("zone", own?.deadlineZone)}
          options={[{ value: "", label: t("asBan") }, ...zones]}
        />
        <Field
          as="select"
          name={`${kind}.mode`}
          label={t("mode")}
          defaultValue={isOther("mode", own?.mode)}
          options={[
            { value: "", label: t("asBan") },
            ...Object.values(DeadlineMode).map((mode) => ({ value: mode, label: t(`modes.${mode}`) })),
          ]}
        />
      </div>
    </fieldset>
  );
}

/** Who answers for the duty, by name where it is one person, and what shows it. */
function Answering({ kind, duty, names, found }: Pick<Props, "kind" | "duty" | "names" | "found">) {
  const t = useTranslations("duties");
  const { responsible, proof } = duty ?? DUTY_DEFAULTS[kind];
  const owner = names.owners.find(({ id }) => id === duty?.ownerId);
  const isNamed = responsible === "OWNER";
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4">
        <Field
          as="select"
          name={`${kind}.responsible`}
          label={t("wizard.responsible")}
          defaultValue={responsible}
          options={Object.values(DutyResponsible).map((one) => ({ value: one, label: t(`responsible.${one}`) }))}
        />
        <Field
          as="select"
          name={`${kind}.proof`}
          label={t("wizard.proof")}
          defaultValue={proof}
          options={(["STATEMENT", "RECORD"] as const).map((one) => ({ value: one, label: t(`proof.${one}`) }))}
        />
      </div>
      {owner && (
        <div>
          <input type="hidden" name={`${kind}.owner`} value={owner.id} />
          <p className="chip">
            <span>
              {t("wizard.owner")}: {owner.name} ({owner.team}){!owner.isActive && ` · ${t("wizard.left")}`}
            </span>
            <button
              type="submit"
              name="remove"
              value={`owner:${kind}`}
              formNoValidate
              className={buttonClass({ variant: "quiet", size: "small" })}
              aria-label={t("wizard.removeOwner", { name: owner.name })}
            >
              <span aria-hidden="true">×</span>
            </button>
          </p>
        </div>
      )}
      <FoundNames
        name={`${kind}.ownerQ`}
        label={t("wizard.findOwner")}
        {...(isNamed && !owner && { hint: t("wizard.noOwner") })}
        find={`owner:${kind}`}
        button={t("wizard.findPerson")}
        found={found}
        wordsOf={(name) => t("wizard.name", { name })}
        addOf={(id) => `owner:${kind}:${id}`}
        chosen={owner ? [owner.id] : []}
      />
    </div>
  );
}
