import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import type { SourceDetail } from "@/lib/risk/sources/queries";
import { EVIDENCE_KINDS } from "@/lib/risk/sources/rules";
import { RELIABILITIES } from "@/lib/risk/sources/schema";

type Props = {
  source: SourceDetail | null;
  today: string;
  /** In a form that can do without a new document. */
  isPart?: boolean;
};

/** What a document is, who published it and how reliable they are. */
export function SourceFields({ source, today, isPart = false }: Props) {
  const t = useTranslations("sources");
  const dates = { type: "date", min: "1900-01-01", max: today } as const;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field
        name="publisher"
        label={t("form.publisher")}
        hint={t("form.publisherHint")}
        defaultValue={source?.publisher ?? ""}
        required={!isPart}
        maxLength={200}
      />
      <Field name="title" label={t("form.docTitle")} defaultValue={source?.title ?? ""} maxLength={300} isOptional />
      <Field
        name="url"
        type="url"
        label={t("form.url")}
        defaultValue={source?.url ?? ""}
        placeholder="https://"
        maxLength={1_000}
        isOptional
      />
      <Field
        as="select"
        name="kind"
        label={t("form.kind")}
        defaultValue={source?.kind ?? "SECONDARY"}
        options={EVIDENCE_KINDS.map((value) => ({ value, label: `${t(`kind.${value}`)} – ${t(`kindMeans.${value}`)}` }))}
      />
      <Field
        name="publishedOn"
        label={t("form.publishedOn")}
        hint={t("form.publishedOnHint")}
        defaultValue={source?.publishedOn ?? ""}
        required={!isPart}
        {...dates}
      />
      <Field
        name="retrievedOn"
        label={t("form.retrievedOn")}
        hint={t("form.retrievedOnHint")}
        defaultValue={source?.retrievedOn ?? ""}
        {...dates}
        isOptional
      />
      <Field
        as="select"
        name="reliability"
        label={t("form.reliability")}
        hint={t("form.reliabilityHint")}
        defaultValue={source?.reliability ?? "F"}
        options={RELIABILITIES.map((grade) => ({ value: grade, label: t("scale", { grade, words: t(`reliability.${grade}`) }) }))}
      />
      <Field as="textarea" name="note" label={t("form.note")} defaultValue={source?.note ?? ""} maxLength={4_000} rows={2} isOptional />
    </div>
  );
}
