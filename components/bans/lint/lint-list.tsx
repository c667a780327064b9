import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { Viewer } from "@/lib/auth/viewer";
import type { Lint } from "@/lib/bans/lint/queries";
import { type Answered, isSaidAlike, whyNotAccept } from "@/lib/bans/lint/rules";
import type { LintFinding } from "@/lib/bans/lint/schema";
import { fixWords, spokenValues } from "@/lib/bans/lint/spoken";

type Props = { lint: Pick<Lint, "version" | "answered">; viewer: Viewer; asOf: Date };

/** What a careful colleague would say, what stands in the way first, each with where it is mended and who answers for it. */
export function LintList({ lint: { version, answered }, viewer, asOf }: Props) {
  const t = useTranslations("lint.list");
  const count = (isThat: (one: Answered) => boolean) => answered.filter(isThat).length;
  const counts = {
    blocking: count(({ level }) => level === "blocking"),
    signed: count(({ level, acceptance }) => level === "signed" && !acceptance),
    warnings: count(({ level, acceptance }) => level === "warning" && !acceptance),
    accepted: count(({ acceptance }) => acceptance !== null),
  };
  return (
    <Panel
      id="lint"
      title={t("title")}
      aside={
        <>
          {t("asOf")} <When at={asOf} kind="dateTime" />
        </>
      }
    >
      {answered.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <>
          <p className="tabular-nums">{t("summary", counts)}</p>
          <p className="mb-3 max-w-[80ch] text-ink-2">{t("lead")}</p>
          <ul className="grid">
            {answered.map((finding) => (
              <Finding key={`${finding.check} ${finding.subject}`} finding={finding} version={version} viewer={viewer} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

const TONES = { blocking: "banned", signed: "overdue", warning: "due" } as const;

/** The sentence of a finding in the reader's language. */
export function useLintSentence(): (finding: Pick<LintFinding, "check" | "values">) => string {
  const t = useTranslations("lint.check");
  const say = useTranslations();
  const locale = useLocale();
  const word = (group: string, value: string) => (say.has(`${group}.${value}`) ? say(`${group}.${value}`) : null);
  return ({ check, values }) => t(check, spokenValues(values, locale, word));
}

function Finding({ finding, version, viewer }: { finding: Answered; version: Lint["version"]; viewer: Viewer }) {
  const t = useTranslations("lint");
  const sentenceOf = useLintSentence();
  const { level, fixHref, acceptance } = finding;
  return (
    <li className="grid gap-1 border-t border-line py-3 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        {acceptance ? (
          <Tag tone="done" isOutline>
            {t(`level.${level}`)}
          </Tag>
        ) : (
          <Tag tone={TONES[level]}>{t(`level.${level}`)}</Tag>
        )}
        <p className="min-w-0 max-w-[80ch] grow basis-60">{sentenceOf(finding)}</p>
        {(version.status === "DRAFT" || !fixHref.includes("/edit/")) && (
          <Link href={fixHref} className="link ml-auto">
            {t(`fix.${fixWords(fixHref)}`)}
          </Link>
        )}
      </div>
      {acceptance ? (
        <Accepted finding={finding} acceptance={acceptance} version={version} viewer={viewer} />
      ) : (
        whyNotAccept(version, finding, viewer) === null && <AcceptForm finding={finding} code={version.code} />
      )}
    </li>
  );
}

type AcceptedProps = {
  finding: Answered;
  acceptance: NonNullable<Answered["acceptance"]>;
  version: Lint["version"];
  viewer: Viewer;
};

function Accepted({ finding, acceptance, version, viewer }: AcceptedProps): ReactNode {
  const t = useTranslations("lint.list");
  const sentenceOf = useLintSentence();
  const { reason, acceptedBy, acceptedAt, said } = acceptance;
  return (
    <div className="grid gap-1 pl-3 text-ink-2">
      <p className="max-w-[80ch] break-words">
        {t(finding.level === "signed" ? "signedBy" : "acceptedBy", { who: acceptedBy })} {reason} · <When at={acceptedAt} />
      </p>
      {!isSaidAlike(said, finding.values) && <p>{t("saidThen", { sentence: sentenceOf({ check: finding.check, values: said }) })}</p>}
      {whyNotAccept(version, finding, viewer) === null && (
        <ActionForm
          action={`/api/v1/bans/${version.code}/lint/acceptances/removal`}
          submit={t("takeBack")}
          variant="quiet"
          size="small"
          hidden={{ check: finding.check, subject: finding.subject }}
        />
      )}
    </div>
  );
}

function AcceptForm({ finding, code }: { finding: Answered; code: string }) {
  const t = useTranslations("lint.list");
  const isSigned = finding.level === "signed";
  return (
    <details>
      <summary className="fold w-fit">{t(isSigned ? "sign" : "accept")}</summary>
      <div className="mt-2">
        <ActionForm
          action={`/api/v1/bans/${code}/lint/acceptances`}
          submit={t(isSigned ? "signButton" : "acceptButton")}
          hidden={{ check: finding.check, subject: finding.subject }}
        >
          <Field as="textarea" rows={2} name="reason" label={t("reason")} hint={t("reasonHint")} required minLength={3} maxLength={600} />
        </ActionForm>
      </div>
    </details>
  );
}
