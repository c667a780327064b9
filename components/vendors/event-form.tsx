import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

const KINDS = ["TERMS_CHANGED", "ACCOUNTS_SUSPENDED", "REGION_CHANGED", "DISCLOSURE", "INCIDENT", "ACQUISITION", "OTHER"] as const;

/** `today`: the last day that can be given, where the reader is. */
export function EventForm({ slug, today }: { slug: string; today: string }) {
  const t = useTranslations("vendors");
  return (
    <Panel id="record" title={t("page.record")}>
      <ActionForm
        action={`/api/v1/vendors/${slug}/events`}
        submit={t("event.submit")}
        secondary={<LinkButton href={`/vendors/${slug}`}>{t("form.cancel")}</LinkButton>}
      >
        <div className="grid items-end gap-4 md:grid-cols-2">
          <Field as="select" name="kind" label={t("event.kind")} options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          <Field
            name="happenedOn"
            type="date"
            label={t("event.happenedOn")}
            hint={t("event.happenedOnHint")}
            min="1900-01-01"
            max={today}
            required
          />
        </div>
        <Field name="title" label={t("event.title")} required maxLength={200} />
        <Field as="textarea" name="details" label={t("event.details")} maxLength={4_000} isOptional />
        <div className="grid items-end gap-4 md:grid-cols-2">
          <Field name="source" label={t("event.source")} hint={t("event.sourceHint")} required maxLength={200} />
          <Field name="sourceUrl" type="url" label={t("event.sourceUrl")} placeholder="https://" maxLength={1_000} isOptional />
        </div>
      </ActionForm>
    </Panel>
  );
}
