import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

export function UploadForm() {
  const t = useTranslations("catalogue.upload");
  return (
    <Panel title={t("title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("lead")}</p>
      <ActionForm action="/api/v1/catalogue/updates" submit={t("button")} isUpload>
        <CheckField name="complete" label={t("complete")} hint={t("completeHint")} defaultChecked />
        <Field name="file" type="file" label={t("file")} accept=".json,application/json" required />
      </ActionForm>
    </Panel>
  );
}
