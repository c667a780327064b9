import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import type { SourceSystem } from "@/prisma/generated/enums";

const ACCEPT: Record<SourceSystem, string> = {
  OSQUERY: ".log,.json,.ndjson,.jsonl,.gz",
  FLEET: ".json,.ndjson,.jsonl,.gz",
  INTUNE: ".csv,.gz,text/csv",
};

/** `uploadKey` names this delivery: pressing twice is one import, and its progress can be asked for. */
export function UploadForm({ system, uploadKey }: { system: SourceSystem; uploadKey: string }) {
  const t = useTranslations("inventory");
  const kind = t(system === "INTUNE" ? "upload.csv" : "upload.json");
  return (
    <ActionForm
      action={`/api/v1/inventory/${system.toLowerCase()}`}
      submit={t("upload.button")}
      hidden={{ key: uploadKey }}
      progressUrl={`/api/v1/imports?key=${uploadKey}`}
      progressSteps={{ receiving: t("upload.receiving"), merging: t("upload.merging") }}
      isUpload
    >
      <p className="max-w-[68ch] text-ink-2">{t(`systemHint.${system}`)}</p>
      {system !== "OSQUERY" && (
        <CheckField name="complete" label={t("upload.complete")} hint={t("upload.completeHint")} defaultChecked={system === "FLEET"} />
      )}
      {system === "INTUNE" && (
        <Field name="collected_at" type="datetime-local" label={t("upload.collectedAt")} hint={t("upload.collectedAtHint")} isOptional />
      )}
      <Field
        name="instance"
        label={t("upload.instance", { system: t(`system.${system}`) })}
        hint={t("upload.instanceHint")}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={63}
        isOptional
      />
      <Field name="file" type="file" label={t("upload.file", { kind })} hint={t("upload.fileHint")} accept={ACCEPT[system]} required />
    </ActionForm>
  );
}
