import { useLocale, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

type Props = {
  tool: string;
  slug: string;
  /** Identifiers that a file may be about. */
  packages: readonly string[];
  megabytes: number;
};

/** Releases by file, with what such a file tells and what it does not. */
export function ReleaseUpload({ tool, slug, packages, megabytes }: Props) {
  const t = useTranslations("releases.new");
  const locale = useLocale();
  const named = new Intl.ListFormat(locale, { type: "conjunction" }).format(packages);
  return (
    <Panel title={t("byFile")}>
      <div className="grid gap-4">
        <ActionForm
          action={`/api/v1/tools/${slug}/releases/import`}
          submit={t("import")}
          isUpload
          disabledReason={packages.length === 0 ? t("noPackages", { tool }) : null}
        >
          <Field
            name="file"
            type="file"
            label={t("file")}
            hint={t("fileHint", { megabytes })}
            accept=".json,.ndjson,.jsonl,application/json"
            required
          />
        </ActionForm>
        <div className="grid max-w-[68ch] gap-1 text-ink-2">
          <h3>{t("tells")}</h3>
          <p>{t("npmTells")}</p>
          <p>{t("osvTells")}</p>
          {packages.length > 0 && <p className="break-words">{t("ownOnly", { tool, packages: named })}</p>}
          <p>{t("again")}</p>
        </div>
      </div>
    </Panel>
  );
}
