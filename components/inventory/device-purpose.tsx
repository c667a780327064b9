import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { DevicePurpose } from "@/prisma/generated/enums";

/** What a device is there for, for those who say so. */
export function DevicePurposeForm({ id, purpose }: { id: number; purpose: DevicePurpose | null }) {
  const t = useTranslations("blast.purpose");
  return (
    <Panel title={t("title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("lead")}</p>
      <ActionForm action={`/api/v1/devices/${id}/purpose`} submit={t("save")} isInline>
        <Field
          as="select"
          name="purpose"
          label={t("title")}
          isLabelHidden
          defaultValue={purpose ?? ""}
          options={[{ value: "", label: t("none") }, ...Object.values(DevicePurpose).map((value) => ({ value, label: t(value) }))]}
        />
      </ActionForm>
    </Panel>
  );
}
