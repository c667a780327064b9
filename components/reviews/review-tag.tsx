import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { ReviewState } from "@/lib/risk/reviews/rules";

const TONES: Record<ReviewState, Tone> = { overdue: "overdue", due: "due", later: "done", none: "review" };

/** Whether something has to be looked at again. */
export function ReviewTag({ state }: { state: ReviewState }) {
  const t = useTranslations("reviews.state");
  return <Tag tone={TONES[state]}>{t(`${state}.tag`)}</Tag>;
}
