import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSpeaker } from "@/components/bans/scope-words";
import { When } from "@/components/ui/when";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { Chosen, ToolChoice } from "@/lib/bans/choices/queries";
import { cutoffOf, resolveDeadline } from "@/lib/bans/deadlines/rules";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { inLanguage, type Step } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { populationWords, selectorWords } from "@/lib/bans/selector/sentence";

type Names = Chosen & { replacement: ToolChoice | null };

/** Everything a ban says, as one list; in the wizard each answer has the way back to where it is given. */
export function CheckAnswers({ ban, names, canChange = false }: { ban: BanDetail; names: Names; canChange?: boolean }) {
  const t = useTranslations("bans.answers");
  const rows: { step: Step; what: string; value: ReactNode }[] = [
    { step: "scope", what: t("scope"), value: <Scope ban={ban} names={names} /> },
    { step: "population", what: t("people"), value: <Population ban={ban} names={names} /> },
    { step: "cutoff", what: t("cutoff"), value: <Cutoff ban={ban} /> },
    { step: "replacement", what: t("replacement"), value: <Replacement ban={ban} names={names} /> },
    { step: "words", what: t("title"), value: <Spoken text={ban.content.title} /> },
    { step: "words", what: t("summary"), value: <Spoken text={ban.content.summary} /> },
    { step: "words", what: t("reason"), value: <Spoken text={ban.content.reason} /> },
    { step: "words", what: t("exceptions"), value: <Exceptions ban={ban} /> },
    { step: "words", what: t("owner"), value: [ban.content.owner, ban.content.contact].filter(Boolean).join(" · ") || null },
    { step: "words", what: t("review"), value: ban.content.reviewOn ? <Day day={ban.content.reviewOn} /> : null },
    { step: "words", what: t("coverage"), value: <Coverage ban={ban} /> },
    { step: "basis", what: t("basis"), value: <BasisCounts ban={ban} /> },
    { step: "basis", what: t("reinstatement"), value: <Spoken text={ban.content.reinstatement} /> },
  ];
  return (
    <dl className="grid">
      {rows.map(({ step, what, value }) => (
        <div
          key={what}
          className="grid gap-x-6 gap-y-1 border-t border-line py-2.5 first:border-t-0 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
        >
          <dt className="font-medium">{what}</dt>
          <dd className="min-w-0 break-words">{value ?? <span className="text-ink-2">{t("missing")}</span>}</dd>
          {canChange && (
            <dd>
              <Link href={stepPath(ban.code, step)} className="link" aria-label={t("changeWhat", { what })}>
                {t("change")}
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** A day of the calendar, the same everywhere. */
function Day({ day }: { day: string }) {
  return <When at={new Date(`${day}T00:00:00Z`)} kind="date" zone="UTC" />;
}

function Missing() {
  return <span className="text-ink-2">{useTranslations("bans.answers")("missing")}</span>;
}

function Scope({ ban, names }: { ban: BanDetail; names: Names }) {
  const t = useTranslations("bans.answers");
  const speaker = useSpeaker();
  const words = ban.content.selector ? selectorWords(ban.content.selector, names, speaker) : null;
  if (words === null) return <Missing />;
  return (
    <>
      <p>{words}</p>
      {ban.scope.length > 0 && (
        <p className="text-ink-2">{t("tools", { n: ban.scope.length, names: ban.scope.map(({ name }) => name).join(" · ") })}</p>
      )}
    </>
  );
}

function Population({ ban, names }: { ban: BanDetail; names: Names }) {
  const speaker = useSpeaker();
  return (ban.content.population && populationWords(ban.content.population, names, speaker)) ?? <Missing />;
}

function Cutoff({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.answers");
  const locale = useLocale();
  const duties = ban.content.duties ?? [];
  const cutoff = cutoffOf(duties);
  if (!cutoff) return <Missing />;
  const deadline = (at: Date) => dateWords(at, "deadline", cutoff.zone, locale);
  return (
    <>
      <p>{t("from", { deadline: deadline(cutoff.at) })}</p>
      <p className="text-ink-2">{t("last", { deadline: deadline(lastMinuteBefore(cutoff.at)) })}</p>
      <ul>
        {duties.map(({ kind, deadlineLocal, deadlineZone }) => (
          <li key={kind}>{t(`duty.${kind}`, { deadline: deadline(lastMinuteBefore(resolveDeadline(deadlineLocal, deadlineZone).at)) })}</li>
        ))}
      </ul>
    </>
  );
}

function Replacement({ ban, names }: { ban: BanDetail; names: Names }) {
  const tb = useTranslations("blast.replacement");
  const { useCases = [], replacementAvailableOn } = ban.content;
  return (
    <>
      <p>
        <MainReplacement ban={ban} names={names} />
      </p>
      {replacementAvailableOn && (
        <p className="text-ink-2">
          {tb("availableOn")} <Day day={replacementAvailableOn} />
        </p>
      )}
      {useCases.length > 0 && <p className="text-ink-2">{tb("caseCount", { n: useCases.length })}</p>}
    </>
  );
}

function MainReplacement({ ban, names }: { ban: BanDetail; names: Names }) {
  const t = useTranslations("bans");
  const locale = useLocale();
  const { replacement } = ban.content;
  if (names.replacement) return t("wizard.scope.tool", { name: names.replacement.name, vendor: names.replacement.vendor });
  if (!replacement || !("none" in replacement) || !replacement.none.owner || !replacement.none.nextUpdateOn) return <Missing />;
  const date = dateWords(new Date(`${replacement.none.nextUpdateOn}T00:00:00Z`), "date", "UTC", locale);
  return t("answers.search", { owner: replacement.none.owner, date });
}

function Spoken({ text }: { text: Words | undefined }) {
  const locale = useLocale();
  const shown = inLanguage(text, locale);
  if (!shown) return <Missing />;
  const other = locale === "zh-CN" ? "en" : "zh-CN";
  const isBoth = Boolean(text?.en && text["zh-CN"] && text.en !== text["zh-CN"]);
  return (
    <>
      <p className="whitespace-pre-wrap">{shown}</p>
      {isBoth && (
        <p lang={other} className="whitespace-pre-wrap text-ink-2">
          {text?.[other]}
        </p>
      )}
    </>
  );
}

function Exceptions({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.answers");
  const terms = useTranslations("exceptions.ban");
  const { exceptions } = ban.content;
  if (exceptions?.allowed === undefined) return <Missing />;
  const { allowed, contact = "", maxDays = 90, decideWithinHours = 72 } = exceptions;
  return allowed ? terms("open", { contact, days: maxDays, hours: decideWithinHours }) : t("exceptionsNo", { contact });
}

function BasisCounts({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.answers");
  const { claims = [], findings = [] } = ban.content;
  return claims.length + findings.length === 0 ? <Missing /> : t("basisCounts", { claims: claims.length, findings: findings.length });
}

function Coverage({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.answers");
  return ban.content.coverageRule === "ANY_KIND" ? t("coverageAny", { reason: ban.content.coverageReason ?? "" }) : t("coverageAll");
}
