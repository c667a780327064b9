import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import type { FindingDetail } from "@/lib/risk/findings/detail/queries";
import { NEXT_STATUSES, whyNotStatus } from "@/lib/risk/findings/rules";
import { JUSTIFICATIONS } from "@/lib/risk/findings/schema";

/** A step of the status: only those that are allowed from here, with what each has to say. */
export function StatusForm({ finding, today }: { finding: FindingDetail; today: string }) {
  const t = useTranslations("findings");
  const said = useTranslations();
  const next = NEXT_STATUSES[finding.status];
  const choices = next.map((status) => {
    const whyNot = whyNotStatus(finding, status);
    return {
      value: status,
      label: t(`status.${status}`),
      hint: whyNot ? said(whyNot.key as "findings.whyNot.fixNotConfirmed") : t(`statusMeans.${status}`),
      isDisabled: whyNot !== null,
      isChecked: next.length === 1 && whyNot === null,
    };
  });
  const may = (status: (typeof next)[number]) => next.includes(status) && whyNotStatus(finding, status) === null;
  return (
    <ActionForm action={`/api/v1/findings/${finding.id}/status`} submit={t("steps.saveStatus")} hidden={{ revision: finding.revision }}>
      <ChoiceField name="status" label={t("steps.newStatus")} choices={choices} required />
      {may("AFFECTED") && (
        <Field
          as="textarea"
          name="action"
          label={t("steps.action")}
          hint={t("steps.actionHint")}
          defaultValue={finding.action ?? ""}
          maxLength={2_000}
          isOptional
        />
      )}
      {may("NOT_AFFECTED") && (
        <Field
          as="select"
          name="justification"
          label={t("steps.justification")}
          hint={t("steps.justificationHint")}
          options={[
            { value: "", label: t("steps.noJustification") },
            ...JUSTIFICATIONS.map((value) => ({ value, label: t(`justification.${value}`) })),
          ]}
        />
      )}
      <StepFields today={today} />
    </ActionForm>
  );
}

/** Since when, and why. */
export function StepFields({ today }: { today: string }) {
  const t = useTranslations("findings.steps");
  return (
    <>
      <Field
        name="effectiveOn"
        type="date"
        label={t("effectiveOn")}
        hint={t("effectiveOnHint")}
        defaultValue={today}
        required
        className="max-w-[20rem]"
      />
      <Field as="textarea" name="reason" label={t("reason")} hint={t("reasonHint")} required minLength={3} maxLength={500} />
    </>
  );
}
