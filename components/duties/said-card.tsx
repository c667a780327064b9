import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { CardDates } from "@/components/duties/card-dates";
import { useToolNames } from "@/components/duties/duty-card";
import { isToSay } from "@/components/duties/said";
import { SaidTag } from "@/components/duties/said-tag";
import { LinkButton } from "@/components/ui/button";
import { Countdown, LocalDeadline } from "@/components/ui/when";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { Certified, SaidDuty } from "@/lib/compliance/confirmations/queries";
import type { PersonDate } from "@/lib/compliance/dates/queries";

/** A duty that no inventory can show: what to do, by when, what was said of it, and the way to say it. `dates` is empty where they stand beside it. */
export function SaidCard({ duty, dates, now }: { duty: SaidDuty; dates: readonly PersonDate[]; now: Date }) {
  const t = useTranslations("duties");
  const home = useTranslations("home");
  const locale = useLocale();
  const { deadlineAt, zone, kind, instructions, said, certified, obligationId, code } = duty;
  const isOpen = isToSay(duty);
  const isReplaceable = said?.state === "waiting";
  return (
    <article className="card grid gap-3 text-body-l">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SaidTag duty={duty} now={now} />
        <h2>{t(`todo.${kind}`, { tools: useToolNames(duty) })}</h2>
      </div>
      <p>
        {home("due", { deadline: dateWords(lastMinuteBefore(deadlineAt), "deadline", zone, locale) })}
        <span className="text-ink-2">
          {" · "}
          <Countdown at={deadlineAt} now={now} zone={zone} /> <LocalDeadline at={deadlineAt} zone={zone} isLastUse />
        </span>
      </p>
      <CardDates obligationId={obligationId} dates={dates} />
      {instructions && <p className="max-w-[68ch] whitespace-pre-wrap">{instructions}</p>}
      {certified && <CertifiedPeople certified={certified} />}
      {said && <SaidWords said={said} zone={zone} />}
      <div className="flex flex-wrap items-center gap-3">
        {(isOpen || isReplaceable) && (
          <LinkButton href={`/me/duties/${obligationId}/confirm`} size="large" {...(isOpen && { variant: "primary" })}>
            {t(isReplaceable ? "confirm.again" : kind === "CERTIFY" ? "confirm.certify" : "confirm.button")}
          </LinkButton>
        )}
        {dates.length > 0 && (
          <Link className="link" href="/me/duties">
            {t("mine.link")}
          </Link>
        )}
        <span className="text-ink-2">{code}</span>
      </div>
    </article>
  );
}

/** How far those are for whom a manager answers. */
export function CertifiedPeople({ certified: { installed, unknown, stated, cleared, excepted, total } }: { certified: Certified }) {
  const t = useTranslations("duties.confirm");
  return <p className="text-ink-2 tabular-nums">{t("people", { total, installed, unproved: unknown + stated, cleared, excepted })}</p>;
}

/** What became of what was said. */
export function SaidWords({ said, zone }: { said: NonNullable<SaidDuty["said"]>; zone: string }) {
  const t = useTranslations("duties.card");
  const locale = useLocale();
  const values = { date: dateWords(said.at, "dateTime", zone, locale), by: said.by ?? "–", reason: said.rejectReason ?? "" };
  return (
    <div>
      <p>{t(said.state, values)}</p>
      {said.reference && <p className="break-words text-ink-2">{t("reference", { reference: said.reference })}</p>}
    </div>
  );
}
