import { useLocale, useTranslations } from "next-intl";
import { CutoffHint } from "@/components/bans/cutoff-hint";
import { CutoffReadings } from "@/components/bans/cutoff-readings";
import { StepForm } from "@/components/bans/step-form";
import { DutyFields } from "@/components/duties/duty-fields";
import type { LookedUp } from "@/components/duties/found-names";
import { StageFields } from "@/components/duties/stage-fields";
import { Timeline } from "@/components/duties/timeline";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { zoneWords } from "@/i18n/date-words";
import { baseOf } from "@/lib/bans/duties/edit/rules";
import type { DutyNames } from "@/lib/bans/duties/queries";
import { DUTY_KINDS } from "@/lib/bans/duties/schema";
import type { BanDetail } from "@/lib/bans/queries";
import { timelineOf } from "@/lib/bans/stages/rules";
import common from "@/messages/en/common.json";
import { DeadlineMode } from "@/prisma/generated/enums";

type Props = {
  ban: BanDetail;
  names: DutyNames;
  /** The duty whose settings are shown. */
  open: string | null;
  found: LookedUp | null;
  now: Date;
};

/** The date that all duties share, the duties with what is particular to each, and the stages around the cutoff. */
export function CutoffStep({ ban, names, open, found, now }: Props) {
  const t = useTranslations("bans.wizard.cutoff");
  const words = useTranslations("duties");
  const status = useTranslations("status");
  const date = useTranslations("common.date");
  const locale = useLocale();
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const { duties = [], stages = [], reviewOn } = ban.content;
  const base = baseOf(duties);
  const zone = base?.zone ?? ban.zone;
  const zones = [...new Set([zone, ...Object.keys(common.zones), ...duties.map(({ deadlineZone }) => deadlineZone)])].map((one) => ({
    value: one,
    label: zoneWords(one, language),
  }));
  const milestones = timelineOf(
    { stages, duties, publishedAt: null, endedAt: null, reviewOn: duties.length > 0 ? reviewOn || null : null, zone },
    now,
  );
  return (
    <StepForm ban={ban} step="cutoff">
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t("from")}</legend>
        <p className="text-ink-2">{t("fromHint")}</p>
        <div className="flex flex-wrap gap-4">
          <Field name="date" type="date" label={t("date")} defaultValue={base?.local.slice(0, 10) ?? ""} />
          <Field name="time" type="time" label={t("time")} defaultValue={base?.local.slice(11) ?? "00:00"} />
          <Field as="select" name="zone" label={t("zone")} defaultValue={zone} options={zones} />
        </div>
      </fieldset>
      <ChoiceField
        name="mode"
        label={words("wizard.mode")}
        hint={words("wizard.modeHint")}
        choices={Object.values(DeadlineMode).map((mode) => ({
          value: mode,
          label: words(`wizard.modes.${mode}`),
          isChecked: mode === (base?.mode ?? "INSTANT"),
        }))}
      />
      <Panel title={t("readings")}>
        <CutoffHint
          saved={base ? `${base.local} ${zone}` : ""}
          locale={language}
          words={{
            unsaved: t("unsaved"),
            first: t("first"),
            last: t("last"),
            deadline: String(status.raw("deadline.full")),
            date: String(date.raw("full")),
          }}
        />
        {base ? <CutoffReadings duties={duties} now={now} /> : <p className="text-ink-2">{t("none")}</p>}
      </Panel>
      <Panel title={words("wizard.duties")}>
        <p className="max-w-[68ch] text-ink-2">{words("wizard.dutiesHint")}</p>
        {DUTY_KINDS.map((kind) => {
          const duty = duties.find((one) => one.kind === kind) ?? null;
          return (
            <DutyFields
              key={kind}
              kind={kind}
              duty={duty}
              // A ban that says nothing yet begins with what most bans ask.
              isChosen={base ? duty !== null : kind === "STOP_USE" || kind === "UNINSTALL"}
              base={base}
              names={names}
              zones={zones}
              found={found?.kind === kind ? found : null}
              isOpen={open === kind || (duty?.responsible === "OWNER" && duty.ownerId === null)}
            />
          );
        })}
      </Panel>
      <StageFields stages={stages} isOpen={stages.length > 0} />
      {base && (
        <Panel title={words("timeline.title")}>
          <Timeline milestones={milestones} teams={names.teams} now={now} />
        </Panel>
      )}
    </StepForm>
  );
}
