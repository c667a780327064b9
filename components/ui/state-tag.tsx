import { useLocale, useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { calendarDays, dateWords } from "@/i18n/date-words";
import type { DutyProof, ObligationState, UnknownReason } from "@/prisma/generated/enums";

/** What the state of an obligation is called on screen (domain, §5). `zone` is the policy zone of the ban; `deadline` its cutoff. */
export type StateFacts = {
  state: ObligationState;
  /** What shows that the duty was fulfilled; left out: inventories. */
  proof?: DutyProof;
  now: Date;
  zone: string;
  deadline?: Date | null;
  isContradicted?: boolean;
  reason?: UnknownReason | null;
  /** The newest evidence: how long it has not been seen. */
  seenAt?: Date | null;
  exceptedUntil?: Date | null;
};

type Said = { tone: Tone; key: string; values?: { date?: string; days?: number } };

const DAY = 86_400_000;

export function sayState(facts: StateFacts, locale: string): Said {
  const { state, proof = "INVENTORY", now, zone, deadline, isContradicted, reason, seenAt, exceptedUntil } = facts;
  const isSeen = proof === "INVENTORY";
  const short = (at: Date) => dateWords(at, "short", zone, locale);
  if (state === (isSeen ? "INSTALLED" : "UNKNOWN")) {
    if (deadline && deadline <= now) return { tone: "overdue", key: "overdue", values: { days: calendarDays(deadline, now, zone) } };
    if (isContradicted) return { tone: "banned", key: "still" };
    // The cutoff is the first forbidden minute: "by 9 Jul" is the day before a cutoff at 00:00.
    if (deadline) return { tone: "due", key: isSeen ? "todo" : "owed", values: { date: short(new Date(deadline.getTime() - 60_000)) } };
    return { tone: "due", key: isSeen ? "open" : "owedOpen" };
  }
  switch (state) {
    case "STATED":
      if (proof === "STATEMENT") return { tone: "done", key: "confirmed" };
      return { tone: "limits", key: isSeen ? "attested" : "waiting" };
    case "PROVED":
      return { tone: "done", key: isSeen ? "cleared" : "verified" };
    case "NOT_AFFECTED":
      return { tone: "done", key: "none" };
    case "INSTALLED":
    case "UNKNOWN":
      if (reason === "NO_DEVICE") return { tone: "review", key: "noDevice" };
      if (reason === "STALE" && seenAt)
        return { tone: "review", key: "unseen", values: { days: Math.max(1, calendarDays(seenAt, now, zone)) } };
      return { tone: "review", key: "uncovered" };
    case "EXCEPTED":
      if (!exceptedUntil) return { tone: "exempt", key: "exemptOpen" };
      if (exceptedUntil <= now) return { tone: "due", key: "exemptEnded" };
      if (exceptedUntil.getTime() - now.getTime() < 7 * DAY)
        return { tone: "exempt", key: "exemptEnding", values: { date: short(exceptedUntil) } };
      return { tone: "exempt", key: "exempt", values: { date: short(exceptedUntil) } };
  }
}

export function StateTag(facts: StateFacts) {
  const t = useTranslations("status.duty");
  const { tone, key, values } = sayState(facts, useLocale());
  return <Tag tone={tone}>{t(`${key}.tag`, values ?? {})}</Tag>;
}
