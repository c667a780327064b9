import { reviewStateOn } from "@/lib/risk/reviews/rules";
import type { RiskClass } from "@/prisma/generated/enums";

type Held = {
  effective: { class: RiskClass } | null;
  inputs: readonly { isAssumed: boolean }[];
  override: { untilAt: Date } | null;
  reviewOn: Date | null;
};

/** What has to be said beside a class wherever it stands. */
export function tagOf({ effective, inputs, override, reviewOn }: Held, now: Date) {
  return {
    class: effective?.class ?? null,
    assumed: inputs.filter(({ isAssumed }) => isAssumed).length,
    overrideUntil: override?.untilAt ?? null,
    isReviewOverdue: effective !== null && reviewStateOn(reviewOn, now) === "overdue",
  };
}
