import { useLocale, useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { dateWords } from "@/i18n/date-words";
import { derive, type Phase } from "@/lib/bans/rules";
import type { BanStatus } from "@/prisma/generated/enums";

const tones: Record<Phase, Tone> = {
  draft: "review",
  "in-review": "limits",
  approved: "limits",
  notice: "due",
  "in-force": "banned",
  suspended: "review",
  lifted: "done",
  superseded: "done",
  cancelled: "done",
};

export type TaggedBan = { status: BanStatus; cutoffAt: Date | null; zone: string; reviewOn: string | null };

/** Where a ban stands, by the clock. */
export function BanTag({ ban, now }: { ban: TaggedBan; now: Date }) {
  const t = useTranslations("bans");
  const locale = useLocale();
  const { phase, isReviewDue } = derive(ban, now);
  const date = ban.cutoffAt ? dateWords(ban.cutoffAt, "short", ban.zone, locale) : "";
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Tag tone={tones[phase]}>{t(`phase.${phase}`, { date })}</Tag>
      {isReviewDue && <Tag tone="due">{t("reviewDue")}</Tag>}
    </span>
  );
}
