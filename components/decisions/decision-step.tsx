import Link from "next/link";
import { useTranslations } from "next-intl";
import { decidePath, useDecisionWords } from "@/components/decisions/audience-words";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { DECIDABLE, type Decide } from "@/lib/registry/decisions/schema";
import type { DecisionFact } from "@/lib/registry/rules";
import { DATA_CLASSES } from "@/lib/registry/schema";

type Props = {
  slug: string;
  audience: Pick<Decide, "team" | "workerTypes" | "countries">;
  /** The decision in force for exactly this audience, which the new one takes the place of. */
  inForce: DecisionFact | null;
  /** The first day on which a review can be. */
  tomorrow: string;
};

/** What is decided, and why. */
export function DecisionStep({ slug, audience, inForce, tomorrow }: Props) {
  const t = useTranslations("decisions.form");
  const words = useRegistryWords();
  const says = useDecisionWords();
  return (
    <Panel title={t("title")}>
      {inForce && <p className="mb-3 max-w-[68ch] text-ink-2">{t("replaces", { status: words.of("decision", inForce.status) })}</p>}
      <ActionForm
        action={`/api/v1/tools/${slug}/decisions`}
        submit={t("submit")}
        variant="primary"
        hidden={{ team: audience.team, workerTypes: audience.workerTypes, countries: audience.countries, replaces: inForce?.id ?? 0 }}
        secondary={
          <Link className="link" href={decidePath(slug, audience, false)}>
            {t("back")}
          </Link>
        }
      >
        <ChoiceField
          name="status"
          label={t("status")}
          required
          choices={DECIDABLE.map((value) => ({
            value,
            label: words.of("decision", value),
            hint: t(`statusHint.${value}`),
            isChecked: inForce?.status === value,
          }))}
        />
        <Field
          as="textarea"
          name="conditions"
          label={t("conditions")}
          hint={t("conditionsHint")}
          isOptional
          rows={3}
          maxLength={2_000}
          defaultValue={inForce?.conditions ?? ""}
          className="max-w-[40rem]"
        />
        <ChoiceField
          type="checkbox"
          isInline
          name="dataClasses"
          label={t("dataClasses")}
          hint={t("dataClassesHint")}
          choices={DATA_CLASSES.map((value) => ({
            value,
            label: says.classes([value]),
            isChecked: inForce?.dataClasses.includes(value) ?? false,
          }))}
        />
        <Field name="reviewOn" type="date" label={t("reviewOn")} hint={t("reviewOnHint")} isOptional min={tomorrow} className="max-w-56" />
        <Field
          as="textarea"
          name="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          required
          minLength={3}
          maxLength={2_000}
          rows={3}
          className="max-w-[40rem]"
        />
        <Field
          name="basis"
          label={t("basis")}
          hint={t("basisHint")}
          isOptional
          maxLength={500}
          defaultValue={inForce?.basis ?? ""}
          className="max-w-[40rem]"
        />
      </ActionForm>
    </Panel>
  );
}

/** Without another decision in its place. */
export function Withdrawal({ slug, decision }: { slug: string; decision: DecisionFact }) {
  const t = useTranslations("decisions.withdraw");
  const words = useRegistryWords();
  return (
    <details className="card">
      <summary className="fold font-medium">{t("title")}</summary>
      <p className="my-3 max-w-[68ch] text-ink-2">{t("lead", { status: words.of("decision", decision.status) })}</p>
      <ActionForm
        action={`/api/v1/tools/${slug}/decisions/${decision.id}/withdrawal`}
        submit={t("submit")}
        variant="danger"
        confirm={{ title: t("confirm"), body: t("lead", { status: words.of("decision", decision.status) }), action: t("submit") }}
      >
        <Field
          as="textarea"
          name="reason"
          label={t("reason")}
          required
          minLength={3}
          maxLength={2_000}
          rows={2}
          className="max-w-[40rem]"
        />
      </ActionForm>
    </details>
  );
}
