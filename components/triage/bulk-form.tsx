import { useTranslations } from "next-intl";
import { ConfidenceField, ReasonField, ToolField } from "@/components/triage/step-fields";
import { STEP_FORM } from "@/components/triage/triage-table";
import { ActionForm } from "@/components/ui/action-form";
import { type Choice, ChoiceField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { TriageCount } from "@/lib/inventory/triage/queries";
import { MOST_AT_ONCE, type TriageFilters } from "@/lib/inventory/triage/schema";

/** One step over many: over the ticked rows, or over exactly the set whose size the page says. */
export function BulkForm({ filters, count }: { filters: TriageFilters; count: TriageCount }) {
  const t = useTranslations("triage.step");
  const reach: Choice[] = [
    { value: "chosen", label: t("chosen"), isChecked: true },
    ...(count.seen && count.count > 0 ? [{ value: "matching", label: t("matching", { n: count.count }) }] : []),
  ];
  const deeds: Choice[] = [
    { value: "assign", label: t("assign") },
    { value: "dismiss", label: t("dismiss") },
  ];
  return (
    <Panel title={t("title")}>
      <ActionForm action="/api/v1/triage/actions" id={STEP_FORM} submit={t("submit")} hidden={{ ...filters, seen: count.seen }}>
        <div className="grid gap-4 md:grid-cols-2">
          <ChoiceField
            name="reach"
            label={t("reach")}
            choices={reach}
            {...(!count.seen && { hint: t("tooMany", { most: MOST_AT_ONCE }) })}
          />
          <ChoiceField name="deed" label={t("deed")} choices={deeds} required />
          <ToolField hint={t("toolHint")} />
          <ReasonField hint={t("reasonHint")} />
          <ConfidenceField />
        </div>
      </ActionForm>
    </Panel>
  );
}
