import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ClassReview } from "@/lib/risk/reviews/queries";
import { nextReviewOf, REVIEW_DAYS } from "@/lib/risk/reviews/rules";

/** Somebody says that they have looked over a class, what they found, and when to look again. */
export function ReviewForm({
  review,
  tomorrow,
  now,
  cancelHref,
}: {
  review: ClassReview;
  tomorrow: string;
  now: Date;
  cancelHref: string;
}) {
  const t = useTranslations("reviews");
  const { slug, name, last } = review;
  const latest = nextReviewOf(review.class, now);
  return (
    <Panel id="review" title={t("form.title", { tool: name })}>
      <Facts
        facts={[
          { label: t("form.class"), value: t(`class.${review.class}`) },
          { label: t("form.since"), value: <When at={review.fromAt} kind="date" /> },
          { label: t("form.due"), value: <When at={review.reviewOn} kind="date" zone="UTC" /> },
          {
            label: t("form.last"),
            value: last ? t.rich("form.lastBy", { who: last.by ?? "–", when: () => <When at={last.at} kind="date" /> }) : t("form.never"),
          },
        ]}
      />
      {last?.note && <p className="mt-3 max-w-[68ch] break-words whitespace-pre-line">{last.note}</p>}
      <p className="my-3 max-w-[68ch] text-ink-2">
        {t("form.lead")}{" "}
        <Link className="link" href={`/tools/${slug}/class`}>
          {t("form.look")}
        </Link>
      </p>
      <ActionForm
        action={`/api/v1/tools/${slug}/classification/review`}
        submit={t("form.submit")}
        hidden={{ seen: last?.at.toISOString() ?? "never" }}
        secondary={
          <Link className="link" href={cancelHref}>
            {t("form.cancel")}
          </Link>
        }
      >
        <Field
          as="textarea"
          name="note"
          label={t("form.note")}
          required
          minLength={3}
          maxLength={2_000}
          rows={3}
          className="max-w-[40rem]"
        />
        <Field
          name="reviewOn"
          type="date"
          label={t("form.reviewOn")}
          hint={t("form.reviewOnHint", { days: REVIEW_DAYS[review.class] })}
          defaultValue={latest}
          min={tomorrow}
          max={latest}
          required
          className="max-w-56"
        />
      </ActionForm>
    </Panel>
  );
}
