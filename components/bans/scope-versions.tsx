import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolVersions } from "@/lib/bans/selector/queries";
import { boundsOf } from "@/lib/bans/selector/sentence";

type Props = { tool: ToolVersions; range: string | null; closeHref: string };

/** Which versions of one tool are banned. Stands inside of the form of the step. */
export function ScopeVersions({ tool, range, closeHref }: Props) {
  const t = useTranslations("scope.step");
  const bounds = boundsOf(range);
  const kinds = tool.kinds.map(({ type, label }) => ({ value: type, label: label ?? t("anyEcosystem") }));
  return (
    <Panel
      title={t("versionsOf", { name: tool.name })}
      id="versions"
      aside={
        <Link href={closeHref} scroll={false} className="link">
          {t("close")}
        </Link>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field as="select" name="rangeType" label={t("ecosystem")} options={kinds} defaultValue={bounds?.type ?? kinds[0]?.value} />
          <Field name="rangeFrom" label={t("first")} hint={t("firstHint")} defaultValue={bounds?.from ?? ""} maxLength={100} />
          <Field name="rangeTo" label={t("last")} hint={t("lastHint")} defaultValue={bounds?.to ?? ""} maxLength={100} />
        </div>
        <Field
          name="rangeVers"
          label={t("vers")}
          hint={<span className="break-all">{t("versHint", { example: "vers:npm/>=2.1.91|<2.1.199" })}</span>}
          defaultValue={range !== null && bounds === null ? range : ""}
          maxLength={500}
          spellCheck={false}
        />
        <div className="flex flex-wrap gap-2">
          <button type="submit" name="add" value={`ranges:${tool.id}`} formNoValidate className={buttonClass({})}>
            {t("limit")}
          </button>
          {range !== null && (
            <button type="submit" name="add" value={`tools:${tool.id}`} formNoValidate className={buttonClass({})}>
              {t("whole")}
            </button>
          )}
        </div>
      </div>
    </Panel>
  );
}
