import { useLocale, useTranslations } from "next-intl";
import { CutoffHint } from "@/components/bans/cutoff-hint";
import { CutoffReadings } from "@/components/bans/cutoff-readings";
import { StepForm } from "@/components/bans/step-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { zoneWords } from "@/i18n/date-words";
import { DUTY_KINDS } from "@/lib/bans/duties/schema";
import type { BanDetail } from "@/lib/bans/queries";
import common from "@/messages/en/common.json";

export function CutoffStep({ ban, now }: { ban: BanDetail; now: Date }) {
  const t = useTranslations("bans.wizard.cutoff");
  const status = useTranslations("status");
  const date = useTranslations("common.date");
  const locale = useLocale();
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const duties = ban.content.duties ?? [];
  const stop = duties.find(({ kind }) => kind === "STOP_USE") ?? duties[0];
  const removal = duties.find(({ kind }) => kind === "UNINSTALL");
  const later = removal && stop && removal.deadlineLocal !== stop.deadlineLocal ? removal.deadlineLocal : null;
  const zone = stop?.deadlineZone ?? ban.zone;
  const zones = [...new Set([zone, ...Object.keys(common.zones)])];
  return (
    <StepForm ban={ban} step="cutoff">
      <ChoiceField
        name="kinds"
        type="checkbox"
        label={t("kinds")}
        choices={DUTY_KINDS.map((kind) => ({
          value: kind,
          label: t(`kind.${kind}`),
          isChecked: stop ? duties.some((duty) => duty.kind === kind) : true,
        }))}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t("from")}</legend>
        <p className="text-ink-2">{t("fromHint")}</p>
        <div className="flex flex-wrap gap-4">
          <Field name="date" type="date" label={t("date")} defaultValue={stop?.deadlineLocal.slice(0, 10) ?? ""} />
          <Field name="time" type="time" label={t("time")} defaultValue={stop?.deadlineLocal.slice(11) ?? "00:00"} />
          <Field
            as="select"
            name="zone"
            label={t("zone")}
            defaultValue={zone}
            options={zones.map((one) => ({ value: one, label: zoneWords(one, language) }))}
          />
        </div>
      </fieldset>
      <Panel title={t("readings")}>
        <CutoffHint
          saved={stop ? `${stop.deadlineLocal} ${zone}` : ""}
          locale={language}
          words={{
            unsaved: t("unsaved"),
            first: t("first"),
            last: t("last"),
            deadline: String(status.raw("deadline.full")),
            date: String(date.raw("full")),
          }}
        />
        {stop ? <CutoffReadings duties={duties} now={now} /> : <p className="text-ink-2">{t("none")}</p>}
      </Panel>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t("later")}</legend>
        <p className="text-ink-2">{t("laterHint")}</p>
        <div className="flex flex-wrap gap-4">
          <Field name="laterDate" type="date" label={t("laterDate")} defaultValue={later?.slice(0, 10) ?? ""} />
          <Field name="laterTime" type="time" label={t("laterTime")} defaultValue={later?.slice(11) ?? ""} />
        </div>
      </fieldset>
    </StepForm>
  );
}
