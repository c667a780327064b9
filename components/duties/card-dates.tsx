import { useLocale, useTranslations } from "next-intl";
import { Because } from "@/components/duties/dates-table";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { PersonDate } from "@/lib/compliance/dates/queries";

/** Beside one duty: why its date is the one, or which other ban's date counts instead. Nothing where the ban's own date stands alone. */
export function CardDates({ obligationId, dates }: { obligationId: number; dates: readonly PersonDate[] }) {
  const t = useTranslations("duties");
  const locale = useLocale();
  const wins = dates.filter((date) => date.obligationId === obligationId);
  const told = wins.filter(
    ({ loses, source, exceptedUntil }) => loses.length > 0 || source.from !== "BAN" || source.isLocal || exceptedUntil,
  );
  const earlier = dates.filter(({ loses }) => loses.some((one) => one.obligationId === obligationId));
  if (told.length === 0 && earlier.length === 0) return null;
  return (
    <div className="grid gap-1 text-body">
      {told.map((date) => (
        <Because key={date.tools.map(({ id }) => id).join()} date={date} />
      ))}
      {earlier.map(({ obligationId: other, code, tools, at, zone }) => (
        <p key={other}>
          {t("loses.earlier", {
            code,
            tools: tools.map(({ name }) => name).join(" · "),
            deadline: dateWords(lastMinuteBefore(at), "deadline", zone, locale),
          })}
        </p>
      ))}
    </div>
  );
}
