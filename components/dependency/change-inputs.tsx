import Link from "next/link";
import { useTranslations } from "next-intl";
import { useLevelWords } from "@/components/dependency/inputs-table";
import { useRatioWords } from "@/components/dependency/ratio";
import { ActionForm } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolDependency } from "@/lib/risk/dependency/queries";
import { DEPENDENCY_KEYS, type Dependency, type DependencyKey, LEVELS, type LevelChanges } from "@/lib/risk/dependency/rules";

type Props = { found: ToolDependency; changes: LevelChanges; path: string };

/** First what somebody would set: an address form, so that the preview needs no script. */
export function ChooseInputs({ found: { set }, changes, path }: Props) {
  const t = useTranslations("dependency");
  const words = useLevelWords();
  return (
    <Panel id="change" title={t("change.title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("change.lead")}</p>
      <form action={`${path}#preview`} className="grid gap-4">
        <div className="grid gap-4 md:grid-cols-2">
          {DEPENDENCY_KEYS.map((key) => (
            <Field
              key={key}
              as="select"
              name={key}
              label={t(`keys.${key}`)}
              hint={t(`asks.${key}`)}
              defaultValue={String(changes[key] ?? "")}
              options={[
                { value: "", label: t("change.keep") },
                ...LEVELS.map((level) => ({ value: String(level), label: words(key, level) })),
                ...(set[key] ? [{ value: "unknown", label: t("change.unknown") }] : []),
              ]}
            />
          ))}
        </div>
        <div>
          <button type="submit" className={buttonClass({})}>
            {t("change.preview")}
          </button>
        </div>
      </form>
    </Panel>
  );
}

type PreviewProps = Props & {
  slug: string;
  changed: readonly DependencyKey[];
  after: Dependency;
  claims: readonly { id: number; statement: string }[];
};

/** Then what it would change, and the form that saves it with a reason. */
export function PreviewInputs({ found, changes, path, slug, changed, after, claims }: PreviewProps) {
  const t = useTranslations("dependency");
  const words = useLevelWords();
  const ratio = useRatioWords();
  const { dependency: before, seen } = found;
  const values = { before: ratio(before.ratio), after: ratio(after.ratio) };
  const level = (of: Dependency, key: DependencyKey) => {
    const input = of.inputs.find((one) => one.key === key);
    return input ? `${words(key, input.level)} (${t(`origin.${input.origin}`)})` : "–";
  };
  if (changed.length === 0) {
    return (
      <Panel id="preview" title={t("change.wouldTitle")}>
        <p>{t("change.nothing")}</p>
      </Panel>
    );
  }
  return (
    <Panel id="preview" title={t("change.wouldTitle")}>
      <p className="mb-3 font-medium">
        {before.ratio === after.ratio ? t("change.wouldStay", values) : t("change.would", values)} {t(`band.${after.band}`)}
      </p>
      <DataTable
        caption={t("change.wouldTitle")}
        isPlain
        address={{ path, search: {} }}
        rows={changed}
        rowId={(key) => key}
        empty={null}
        columns={[
          { id: "input", header: t("columns.input"), cell: (key) => t(`keys.${key}`) },
          { id: "before", header: t("columns.before"), cell: (key) => level(before, key) },
          { id: "after", header: t("columns.after"), cell: (key) => level(after, key) },
        ]}
      />
      <div className="mt-4">
        <ActionForm
          action={`/api/v1/tools/${slug}/dependency`}
          submit={t("change.submit")}
          hidden={{ ...changes, seen }}
          secondary={
            <Link className="link" href={path}>
              {t("change.back")}
            </Link>
          }
        >
          <Field
            as="textarea"
            name="reason"
            label={t("change.reason")}
            required
            minLength={3}
            maxLength={2_000}
            rows={3}
            className="max-w-[40rem]"
          />
          <Field
            name="evidence"
            label={t("change.evidence")}
            hint={t("change.evidenceHint")}
            isOptional
            maxLength={2_000}
            className="max-w-[40rem]"
          />
          {claims.length > 0 && (
            <ChoiceField
              type="checkbox"
              name="claimIds"
              label={t("change.claims")}
              choices={claims.map(({ id, statement }) => ({ value: String(id), label: `${id} – ${statement}` }))}
            />
          )}
        </ActionForm>
      </div>
    </Panel>
  );
}
