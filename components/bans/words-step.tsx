import { useTranslations } from "next-intl";
import { StepForm } from "@/components/bans/step-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { BanDetail } from "@/lib/bans/queries";

const TEXTS = [
  { name: "title", rows: 1, max: 120 },
  { name: "summary", rows: 4, max: 600 },
  { name: "reason", rows: 3, max: 280 },
] as const;

export function WordsStep({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.wizard.words");
  const limits = useTranslations("exceptions.wizard");
  const { content } = ban;
  return (
    <StepForm ban={ban} step="words">
      <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
      {TEXTS.map(({ name, rows, max }) => (
        <Panel key={name} title={t(name)}>
          <p className="mb-3 max-w-[68ch] text-ink-2">{t(`${name}Hint`)}</p>
          <div className="grid gap-4 lg:grid-cols-2">
            <TextField name={`${name}.en`} label={t("en")} rows={rows} max={max} lang="en" value={content[name]?.en} />
            <TextField name={`${name}.zh-CN`} label={t("zh")} rows={rows} max={max} lang="zh-CN" value={content[name]?.["zh-CN"]} />
          </div>
        </Panel>
      ))}
      <Panel title={t("exceptions")}>
        <div className="grid gap-4">
          <ChoiceField
            name="exceptions.allowed"
            label={t("exceptions")}
            isLabelHidden
            choices={[
              { value: "no", label: t("exceptionsNo"), isChecked: content.exceptions?.allowed === false },
              { value: "yes", label: t("exceptionsYes"), isChecked: content.exceptions?.allowed === true },
            ]}
          />
          <Field
            name="exceptions.contact"
            label={t("exceptionsContact")}
            defaultValue={content.exceptions?.contact ?? ""}
            maxLength={200}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              name="exceptions.maxDays"
              type="number"
              min={1}
              max={365}
              label={limits("maxDays")}
              hint={limits("maxDaysHint")}
              defaultValue={content.exceptions?.maxDays ?? 90}
            />
            <Field
              name="exceptions.decideWithinHours"
              type="number"
              min={1}
              max={720}
              label={limits("decideWithinHours")}
              hint={limits("decideWithinHoursHint")}
              defaultValue={content.exceptions?.decideWithinHours ?? 72}
            />
          </div>
        </div>
      </Panel>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field name="owner" label={t("owner")} defaultValue={content.owner ?? ""} maxLength={120} />
        <Field name="contact" label={t("contact")} defaultValue={content.contact ?? ""} maxLength={200} />
        <Field name="reviewOn" label={t("reviewOn")} type="date" defaultValue={content.reviewOn ?? ""} />
      </div>
      <ChoiceField
        name="coverageRule"
        label={t("coverage")}
        choices={[
          { value: "ALL_KINDS", label: t("coverageAll"), isChecked: content.coverageRule !== "ANY_KIND" },
          { value: "ANY_KIND", label: t("coverageAny"), isChecked: content.coverageRule === "ANY_KIND" },
        ]}
      />
      <Field
        as="textarea"
        rows={2}
        name="coverageReason"
        label={t("coverageReason")}
        hint={t("coverageReasonHint")}
        isOptional
        defaultValue={content.coverageReason ?? ""}
        maxLength={600}
      />
    </StepForm>
  );
}

type TextProps = { name: string; label: string; rows: number; max: number; lang: string; value: string | undefined };

function TextField({ name, label, rows, max, lang, value = "" }: TextProps) {
  const shared = { name, label, lang, defaultValue: value, maxLength: max };
  return rows === 1 ? <Field {...shared} /> : <Field as="textarea" rows={rows} {...shared} />;
}
