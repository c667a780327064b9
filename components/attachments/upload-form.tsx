import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { LARGEST_MEGABYTES, MOST_FILES } from "@/lib/risk/attachments/rules";
import type { Place } from "@/lib/risk/attachments/schema";

export function UploadForm({ place: { kind, id } }: { place: Place }) {
  const t = useTranslations("attachments.add");
  return (
    <div className="mt-5 grid gap-3 border-t border-line pt-4">
      <h3>{t("title")}</h3>
      <ActionForm action={`/api/v1/${kind}s/${id}/attachments`} submit={t("submit")} isUpload>
        {/* Before the file: what stands behind it is not read. */}
        <Field name="note" label={t("note")} hint={t("noteHint")} isOptional maxLength={500} className="max-w-[40rem]" />
        <Field
          name="file"
          type="file"
          label={t("file")}
          hint={t("fileHint", { megabytes: LARGEST_MEGABYTES, files: MOST_FILES })}
          required
        />
      </ActionForm>
    </div>
  );
}
