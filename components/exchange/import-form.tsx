import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

/** A file of findings, with what such a file tells and what it does not. */
export function ImportForm({ megabytes }: { megabytes: number }) {
  const t = useTranslations("exchange.form");
  return (
    <Panel title={t("title")}>
      <div className="grid gap-4">
        <ActionForm action="/api/v1/findings/import" submit={t("submit")} isUpload>
          <Field
            name="file"
            type="file"
            label={t("file")}
            hint={t("fileHint", { megabytes })}
            accept=".json,.jsonl,.ndjson,application/json"
            required
          />
        </ActionForm>
        <div className="grid max-w-[68ch] gap-2 text-ink-2">
          <h3>{t("tells")}</h3>
          <p>{t("osv")}</p>
          <p>{t("openvex")}</p>
          <p>{t("again")}</p>
        </div>
      </div>
    </Panel>
  );
}
