import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { DEFAULT_ZONE } from "@/i18n/config";
import { dateWords } from "@/i18n/date-words";
import type { VerdictKind } from "@/lib/registry/rules";

/** `lifted` is for histories only. */
export type ShownVerdict = VerdictKind | "lifted";

export const VERDICT_TONES: Record<ShownVerdict, Tone> = {
  approved: "ok",
  limits: "limits",
  review: "review",
  unassessed: "review",
  refused: "banned",
  scheduled: "due",
  banned: "banned",
  lifted: "done",
};

/** The verdict on a tool. `scheduled` needs `from`, the cutoff, said in the policy zone of the ban. */
export function VerdictTag({ verdict, from, zone }: { verdict: ShownVerdict; from?: Date | null; zone?: string }) {
  const t = useTranslations("status");
  const locale = useLocale();
  const ownZone = useTimeZone() ?? DEFAULT_ZONE;
  const date = from ? dateWords(from, "short", zone ?? ownZone, locale) : "";
  return (
    <Tag tone={VERDICT_TONES[verdict]} isOutline={verdict === "unassessed"}>
      {verdict === "scheduled" ? t("verdict.scheduled.tag", { date }) : t(`verdict.${verdict}.tag`)}
    </Tag>
  );
}
