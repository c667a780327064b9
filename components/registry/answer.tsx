import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAnswerWords } from "@/components/registry/answer-words";
import { LinkButton } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { VERDICT_TONES } from "@/components/ui/verdict-tag";
import { Countdown, LocalDeadline } from "@/components/ui/when";
import { dateWords } from "@/i18n/date-words";
import { type BanFact, isFor, type Verdict } from "@/lib/registry/rules";

type Props = {
  tool: string;
  verdict: Verdict;
  now: Date;
  /** What the person can do about it, beside "See the replacement". */
  actions?: ReactNode;
};

/** May I use it? Yes or no first, then by when, why, and what instead. */
export function Answer({ tool, verdict, now, actions }: Props) {
  const t = useTranslations("answer");
  const { line, details, why } = useAnswerWords()(tool, verdict);
  const { kind, ban, laterBans, exemption } = verdict;
  const replacement = (ban ?? exemption?.ban)?.replacement;
  return (
    <div className="card grid gap-3 text-body-l">
      <p className={`flex gap-2.5 text-answer tone-${VERDICT_TONES[kind]}`}>
        <span className="tone-ink mt-1.5 flex self-start [&>svg]:size-5">
          <Glyph tone={VERDICT_TONES[kind]} />
        </span>
        {line}
      </p>
      <div className="grid gap-1">
        {details.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {kind === "scheduled" && ban && <TimeLeft ban={ban} now={now} />}
      </div>
      {why && <p>{why}</p>}
      {ban && <Instead ban={ban} />}
      {(actions || replacement) && (
        <div className="flex flex-wrap items-center gap-3">
          {replacement && (
            <LinkButton href={`/tools/${replacement.slug}`} variant={ban ? "primary" : "secondary"} size="large">
              {t("goTo", { replacement: replacement.name })}
            </LinkButton>
          )}
          {actions}
        </div>
      )}
      <div className="grid gap-1 text-ink-2 empty:hidden">
        {ban && <Help ban={ban} />}
        {laterBans.map((later) => (
          <Later key={later.banId} ban={later} />
        ))}
        {isOwn(verdict) && <p>{t("forYou")}</p>}
      </div>
    </div>
  );
}

/** Others may read another answer. */
function isOwn({ ban, decision, exemption, sensitive }: Verdict): boolean {
  if (ban) return !ban.coversEveryone;
  if (exemption || sensitive) return true;
  return decision !== null && !isFor(decision, null);
}

function TimeLeft({ ban: { cutoffAt, zone }, now }: { ban: BanFact; now: Date }) {
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-2">
      <span>
        <Countdown at={cutoffAt} now={now} zone={zone} />
      </span>
      <span>
        <LocalDeadline at={cutoffAt} zone={zone} isLastUse />
      </span>
    </p>
  );
}

function Instead({ ban: { replacement, search } }: { ban: BanFact }) {
  const t = useTranslations("answer.instead");
  const locale = useLocale();
  if (replacement) return <p>{t("text", { replacement: replacement.name })}</p>;
  if (!search) return null;
  const date = dateWords(new Date(`${search.nextUpdateOn}T00:00:00Z`), "date", "UTC", locale);
  return <p>{t("none", { owner: search.owner, date })}</p>;
}

function Help({ ban: { code, exceptions, contact } }: { ban: BanFact }) {
  const t = useTranslations("answer");
  return (
    <>
      {exceptions.contact && <p>{t(exceptions.allowed ? "exception.ask" : "exception.closed", { contact: exceptions.contact })}</p>}
      {exceptions.allowed && (
        <p>
          <Link className="link" href={`/exceptions/new?ban=${code}`} prefetch={false}>
            {t("exception.request")}
          </Link>
        </p>
      )}
      {contact && contact !== exceptions.contact && <p>{t("contact", { contact })}</p>}
    </>
  );
}

function Later({ ban: { cutoffAt, zone, code } }: { ban: BanFact }) {
  const t = useTranslations("answer");
  const locale = useLocale();
  return <p>{t("later", { date: dateWords(cutoffAt, "full", zone, locale), code })}</p>;
}
