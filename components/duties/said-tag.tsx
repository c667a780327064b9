import { useLocale, useTranslations } from "next-intl";
import { isToSay } from "@/components/duties/said";
import { Tag } from "@/components/ui/tag";
import { calendarDays, dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { SaidDuty } from "@/lib/compliance/confirmations/queries";
import type { ConfirmationState } from "@/lib/compliance/confirmations/schema";

const TONE = { waiting: "limits", stated: "done", verified: "ok", refused: "banned", voided: "review" } as const;

export function ConfirmationTag({ state }: { state: ConfirmationState }) {
  return <Tag tone={TONE[state]}>{useTranslations("duties.state")(state)}</Tag>;
}

type Props = { duty: Pick<SaidDuty, "state" | "said" | "deadlineAt" | "zone" | "exceptionUntil">; now: Date };

/** Where a duty stands that rests on what its person says. */
export function SaidTag({ duty: { state, said, deadlineAt, zone, exceptionUntil }, now }: Props) {
  const t = useTranslations("duties.tag");
  const locale = useLocale();
  const short = (at: Date) => dateWords(at, "short", zone, locale);
  if (state === "EXCEPTED")
    return <Tag tone="exempt">{exceptionUntil ? t("exempt", { date: short(exceptionUntil) }) : t("exemptOpen")}</Tag>;
  if (!isToSay({ state, said })) return <ConfirmationTag state={said?.state ?? "stated"} />;
  if (deadlineAt <= now) return <Tag tone="overdue">{t("overdue", { days: calendarDays(deadlineAt, now, zone) })}</Tag>;
  return <Tag tone="due">{t("openBy", { date: short(lastMinuteBefore(deadlineAt)) })}</Tag>;
}
