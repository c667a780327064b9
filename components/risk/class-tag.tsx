import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import { lastMinuteBefore } from "@/i18n/date-words";
import type { RiskClass } from "@/prisma/generated/enums";

const RANK: Record<RiskClass, number> = { LOW: 1, MODERATE: 2, HIGH: 3, CRITICAL: 4 };
const TONE: Record<RiskClass, Tone> = { LOW: "ok", MODERATE: "review", HIGH: "due", CRITICAL: "banned" };

export type TaggedClass = {
  class: RiskClass | null;
  assumed: number;
  overrideUntil: Date | null;
  isReviewOverdue: boolean;
};

/** The class in words, with as many bars of four as it is severe. Not a verdict: its mark is none of theirs. */
export function ClassName({ of }: { of: RiskClass | null }) {
  const t = useTranslations("classes.class");
  return (
    <span className={of ? `tag tone-${TONE[of]}` : "tag tone-review is-outline"}>
      <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <rect
            key={bar}
            x={bar * 4 - 3.5}
            y={13 - bar * 3}
            width="3"
            height={bar * 3 + 1}
            fill={of && bar <= RANK[of] ? "currentColor" : "none"}
            stroke="currentColor"
            strokeWidth="0.8"
          />
        ))}
      </svg>
      {t(of ?? "none")}
    </span>
  );
}

/** The class with everything that has to be said beside it: assumed inputs, an override, a review that is overdue. */
export function ClassTag({ of: { class: held, assumed, overrideUntil, isReviewOverdue } }: { of: TaggedClass }) {
  const t = useTranslations("classes.tag");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <ClassName of={held} />
      {held && isReviewOverdue && <Tag tone="overdue">{t("overdue")}</Tag>}
      {held && overrideUntil && (
        <span className="text-caption text-ink-2">
          {t("override")} <When at={lastMinuteBefore(overrideUntil)} kind="date" />
        </span>
      )}
      {held && assumed > 0 && <span className="text-caption text-ink-2">{t("assumed", { n: assumed })}</span>}
    </span>
  );
}
