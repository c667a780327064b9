import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import type { Level } from "@/lib/risk/hygiene/queries";

/** All questions as a file: out, filled in elsewhere, and in again. */
export function AnswerSheet({ subject }: { subject: Pick<Level, "kind" | "slug"> }) {
  const t = useTranslations("hygiene.import");
  return (
    <details className="card">
      <summary className="fold font-medium">{t("title")}</summary>
      <p className="my-3 max-w-[68ch] text-ink-2">{t("lead")}</p>
      <ActionForm
        action={`/api/v1/${subject.kind}s/${subject.slug}/hygiene/import`}
        submit={t("submit")}
        variant="secondary"
        returnTo={`/${subject.kind}s/${subject.slug}/hygiene`}
        isUpload
      >
        <Field name="file" type="file" label={t("file")} required accept=".csv,text/csv" className="max-w-[28rem]" />
      </ActionForm>
    </details>
  );
}
