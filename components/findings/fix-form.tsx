import { useLocale, useTranslations } from "next-intl";
import { StepFields } from "@/components/findings/status-form";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import type { FindingDetail } from "@/lib/risk/findings/detail/queries";
import { NEXT_FIXES } from "@/lib/risk/findings/rules";

/** What is known of a fix; and, in the same place, what that does not change. */
export function FixForm({ finding, releases, today }: { finding: FindingDetail; releases: readonly string[]; today: string }) {
  const t = useTranslations("findings");
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  const known =
    releases.length > 0 ? t("steps.releases", { versions: list.format(releases) }) : t("steps.noReleases", { tool: finding.tool.name });
  return (
    <ActionForm action={`/api/v1/findings/${finding.id}/fix`} submit={t("steps.saveFix")} hidden={{ revision: finding.revision }}>
      <p className="max-w-[80ch] font-medium">{t("changesNoBan")}</p>
      <ChoiceField
        name="fix"
        label={t("steps.newFix")}
        required
        choices={NEXT_FIXES[finding.fix].map((fix) => ({ value: fix, label: t(`fix.${fix}`), hint: t(`fixMeans.${fix}`) }))}
      />
      <Field
        name="candidates"
        label={t("steps.candidates")}
        hint={t("steps.candidatesHint", { known })}
        defaultValue={finding.fixCandidates.join(", ")}
        spellCheck={false}
        isOptional
      />
      <Field
        name="version"
        label={t("steps.version")}
        hint={t("steps.versionHint")}
        defaultValue={finding.fixVersion ?? ""}
        list="fix-versions"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        isOptional
        className="max-w-[20rem]"
      />
      <datalist id="fix-versions">
        {releases.map((version) => (
          <option key={version} value={version} />
        ))}
      </datalist>
      <StepFields today={today} />
    </ActionForm>
  );
}
