import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { When } from "@/components/ui/when";
import type { WeightInForce } from "@/lib/risk/hygiene/queries";
import { WEIGHTS } from "@/lib/risk/hygiene/questionnaire";

type Props = {
  scope: "question" | "category";
  shipped: number;
  own: WeightInForce | null;
  past: readonly WeightInForce[];
  cancelHref: string;
  weightKey: string;
};

/** Another weight for a question or a category, with why; and which it had before. */
export function WeightForm({ scope, weightKey, shipped, own, past, cancelHref }: Props) {
  const t = useTranslations("hygiene.weights");
  const options = [
    ...WEIGHTS.map((weight) => ({ value: String(weight), label: `${weight} – ${t(`${weight}`)}` })),
    ...(own ? [{ value: "shipped", label: t("shipped", { weight: t(`${shipped as 0}`) }) }] : []),
  ];
  return (
    <div className="mt-2 grid gap-3">
      <ActionForm
        action="/api/v1/questionnaire/weights"
        submit={t("submit")}
        hidden={{ scope, key: weightKey, replaces: own?.id ?? 0 }}
        secondary={
          <Link className="link" href={cancelHref} scroll={false}>
            {t("cancel")}
          </Link>
        }
      >
        <Field
          as="select"
          name="weight"
          label={t("field")}
          defaultValue={String(own?.weight ?? shipped)}
          options={options}
          className="max-w-56"
        />
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
      {own && <SetBy set={own} />}
      {past.length > 0 && (
        <details>
          <summary className="fold font-medium">{t("history")}</summary>
          <ul className="mt-2 grid gap-1">
            {past.map((set) => (
              <li key={set.id}>
                {t("label", { weight: t(`${set.weight}`) })} <SetBy set={set} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function SetBy({ set }: { set: WeightInForce }) {
  const t = useTranslations("hygiene.weights");
  return (
    <p className="text-ink-2">
      {t.rich("setBy", { who: set.by ?? "–", reason: set.reason, when: () => <When at={set.at} kind="date" /> })}
    </p>
  );
}
