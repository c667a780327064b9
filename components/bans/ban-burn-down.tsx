import { useLocale, useTranslations } from "next-intl";
import { BurnDown } from "@/components/charts/burn-down";
import { Panel } from "@/components/ui/panel";
import { dateWords } from "@/i18n/date-words";
import type { BurnDown as BurnDownFacts } from "@/lib/compliance/burn-down/queries";

/** How many are left over time, and what that means in one sentence. `isEnded`: the ban was lifted, and nothing is forecast. */
export function BanBurnDown({ facts, isEnded }: { facts: BurnDownFacts; isEnded: boolean }) {
  const t = useTranslations("bans.page");
  const { publishedAt, points, scope, plan, forecast, cutoff, now, zone } = facts;
  return (
    <Panel title={t("burnDown")}>
      <BurnDown
        points={points}
        scope={scope}
        plan={plan}
        forecast={isEnded ? null : forecast}
        cutoff={cutoff}
        now={now}
        zone={zone}
        events={[{ at: publishedAt, label: t("event.notice") }]}
        labels={{ title: t("chartTitle"), sentence: useSentence(facts, isEnded) }}
      />
    </Panel>
  );
}

function useSentence({ points, cutoff, now, atCutoff, mostlyClearedAt, zone }: BurnDownFacts, isEnded: boolean): string {
  const t = useTranslations("bans.page.sentence");
  const locale = useLocale();
  const n = points.findLast(({ left }) => left !== null)?.left ?? 0;
  if (isEnded) return t("ended", { n });
  if (now >= cutoff && mostlyClearedAt) return t("afterBy", { n, date: dateWords(mostlyClearedAt, "weekday", zone, locale) });
  if (now >= cutoff) return t("after", { n });
  if (!atCutoff) return t("early", { n });
  return t("forecast", { n: Math.round(atCutoff.left), low: Math.round(atCutoff.low), high: Math.round(atCutoff.high) });
}
