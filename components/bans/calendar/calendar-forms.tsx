import { useLocale, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { countryChoices } from "@/i18n/countries";
import { zoneWords } from "@/i18n/date-words";
import common from "@/messages/en/common.json";

/** One day, or several in a row. */
export function DayForm() {
  const t = useTranslations("calendar.days");
  const locale = useLocale();
  return (
    <details className="card">
      <summary className="fold font-medium">{t("add")}</summary>
      <div className="mt-3">
        <ActionForm action="/api/v1/calendar/days" submit={t("submit")}>
          <div className="flex flex-wrap gap-4">
            <Field name="day" type="date" label={t("day")} required />
            <Field name="until" type="date" label={t("until")} hint={t("untilHint")} isOptional />
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field name="name" label={t("name")} required minLength={2} maxLength={80} />
            <Field
              as="select"
              name="country"
              label={t("country")}
              hint={t("countryHint")}
              defaultValue=""
              options={[{ value: "", label: t("everywhere") }, ...countryChoices(locale)]}
            />
          </div>
          <ChoiceField
            name="kind"
            label={t("kind")}
            isInline
            choices={[
              { value: "holiday", label: t("holiday"), isChecked: true },
              { value: "workday", label: t("workday") },
            ]}
          />
        </ActionForm>
      </div>
    </details>
  );
}

/** A time in which a team changes nothing; `zone` is the reader's. */
export function FreezeForm({ zone }: { zone: string }) {
  const t = useTranslations("calendar.freezes");
  const locale = useLocale();
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const zones = [...new Set([zone, ...Object.keys(common.zones)])].map((one) => ({ value: one, label: zoneWords(one, language) }));
  return (
    <details className="card">
      <summary className="fold font-medium">{t("add")}</summary>
      <div className="mt-3">
        <ActionForm action="/api/v1/calendar/freezes" submit={t("submit")}>
          <Field name="team" label={t("team")} hint={t("teamHint")} required maxLength={200} />
          {(["from", "until"] as const).map((end) => (
            <fieldset key={end}>
              <legend className="mb-1 font-medium">{t(end)}</legend>
              <div className="flex flex-wrap gap-4">
                <Field name={`${end}Date`} type="date" label={t("date")} required />
                <Field name={`${end}Time`} type="time" label={t("time")} defaultValue="00:00" required />
              </div>
            </fieldset>
          ))}
          <Field as="select" name="zone" label={t("zone")} defaultValue={zone} options={zones} />
          <Field name="reason" label={t("reason")} required minLength={3} maxLength={300} />
        </ActionForm>
      </div>
    </details>
  );
}
