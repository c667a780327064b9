import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import type { GivenAnswer, Level } from "@/lib/risk/hygiene/queries";
import { ANSWERS } from "@/lib/risk/hygiene/rules";

type Props = {
  subject: Pick<Level, "kind" | "slug">;
  question: string;
  /** What the subject itself answered. */
  own: GivenAnswer | null;
  claims: readonly { id: number; statement: string }[];
  cancelHref: string;
};

/** One question, one answer. It says which answer its sender had read, so that nobody overwrites another unseen. */
export function AnswerForm({ subject, question, own, claims, cancelHref }: Props) {
  const t = useTranslations("hygiene.form");
  const words = useTranslations("hygiene.answers");
  const offered = [...ANSWERS, ...(own ? (["unknown"] as const) : [])];
  const kept = own?.claims ?? [];
  const choices = [...kept, ...claims.filter(({ id }) => !kept.some((claim) => claim.id === id))];
  return (
    <ActionForm
      action={`/api/v1/${subject.kind}s/${subject.slug}/hygiene/answers`}
      submit={t("submit")}
      hidden={{ question, replaces: own?.id ?? 0 }}
      secondary={
        <Link className="link" href={cancelHref} scroll={false}>
          {t("cancel")}
        </Link>
      }
    >
      <ChoiceField
        name="answer"
        label={t("answer")}
        required
        choices={offered.map((value) => ({
          value,
          label: words(value),
          hint: value === "unknown" ? t("unknownHint") : t(`hints.${value}`),
          isChecked: own?.answer === value,
        }))}
      />
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
        name="evidence"
        label={t("evidence")}
        hint={t("evidenceHint")}
        isOptional
        maxLength={2_000}
        defaultValue={own?.evidence ?? ""}
        className="max-w-[40rem]"
      />
      {choices.length > 0 && (
        <details open={kept.length > 0}>
          <summary className="fold font-medium">{t("claims")}</summary>
          <ChoiceField
            type="checkbox"
            name="claimIds"
            label={t("claims")}
            isLabelHidden
            className="mt-2"
            choices={choices.map(({ id, statement }) => ({
              value: String(id),
              label: `${id} – ${statement}`,
              isChecked: kept.some((claim) => claim.id === id),
            }))}
          />
        </details>
      )}
    </ActionForm>
  );
}
