import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { dateWords } from "@/i18n/date-words";
import type { BanFact, DecisionFact } from "@/lib/registry/rules";

/** What was decided for this person, newest first. */
export function ToolHistory({ decision, bans }: { decision: DecisionFact | null; bans: readonly BanFact[] }) {
  const t = useTranslations("answer.history");
  const words = useRegistryWords();
  const locale = useLocale();
  const events = [
    ...bans.map(({ code, cutoffAt, zone, publishedAt }) => ({
      at: publishedAt,
      words: t("announced", { code, date: dateWords(cutoffAt, "date", zone, locale) }),
    })),
    ...bans.flatMap(({ code, status, endedAt }) =>
      endedAt ? [{ at: endedAt, words: t(status === "SUPERSEDED" ? "superseded" : "lifted", { code }) }] : [],
    ),
    ...bans.flatMap(({ code, suspendedAt }) => (suspendedAt ? [{ at: suspendedAt, words: t("suspended", { code }) }] : [])),
    ...(decision ? [{ at: decision.decidedAt, words: t("decided", { status: words.of("decision", decision.status) }) }] : []),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  if (events.length === 0) return null;
  return (
    <Panel title={t("title")}>
      <ul className="grid gap-1">
        {events.map(({ at, words: said }) => (
          <li key={`${at.toISOString()} ${said}`} className="grid gap-x-4 sm:grid-cols-[9.5rem_1fr]">
            <span className="text-ink-2">
              <When at={at} kind="date" />
            </span>
            <span>{said}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
