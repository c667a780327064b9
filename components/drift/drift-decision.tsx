import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

/** Decides what is ticked in the table above. */
export function DriftDecision({ id }: { id: string }) {
  const t = useTranslations("drift.decide");
  return (
    <Panel title={t("title")}>
      <ActionForm id={id} action="/api/v1/drift" submit={t("submit")}>
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        <ChoiceField
          name="decision"
          label={t("decision")}
          required
          choices={[
            { value: "accept", label: t("accept") },
            { value: "dismiss", label: t("dismiss") },
          ]}
        />
        <Field as="textarea" name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={600} />
      </ActionForm>
    </Panel>
  );
}
