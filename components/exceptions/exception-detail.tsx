import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LastDay } from "@/components/exceptions/exceptions-table";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ExceptionDetail } from "@/lib/bans/exceptions/queries";
import { exceptionPath } from "@/lib/bans/exceptions/rules";

/** What is asked, in facts and in the words of whoever asked. `readsBans`: the ban is a link. */
export function ExceptionFacts({ exception, readsBans }: { exception: ExceptionDetail; readsBans: boolean }) {
  const t = useTranslations("exceptions.detail");
  const list = useTranslations("exceptions.list");
  const duty = useTranslations("duties.kind");
  const format = useFormatter();
  const { subject, ban, tools, startsAt, endsAt, dueAfter, deadlineAt, extends: prolonged, extendedBy, together } = exception;
  const banWords = `${ban.code} · ${ban.title}`;
  const linked: Fact[] = [
    { id: "extends", label: t("extends"), value: prolonged && <Links exceptions={[prolonged]} /> },
    { id: "extendedBy", label: t("extendedBy"), value: extendedBy.length > 0 && <Links exceptions={extendedBy} /> },
    { id: "together", label: t("together"), value: together.length > 0 && <Links exceptions={together} /> },
  ].filter(({ value }) => Boolean(value));
  return (
    <Panel title={t("facts")}>
      <Facts
        facts={[
          { id: "for", label: t("for"), value: t("who", { name: subject.name, kind: list(`kind.${subject.kind}`) }) },
          {
            id: "ban",
            label: t("ban"),
            value: readsBans ? (
              <Link className="link" href={`/bans/${ban.code}`}>
                {banWords}
              </Link>
            ) : (
              banWords
            ),
          },
          { id: "duty", label: t("duty"), value: duty(exception.duty) },
          { id: "tools", label: t("tools"), value: tools.length === 0 ? t("allTools") : format.list(tools.map(({ name }) => name)) },
          { id: "from", label: t("from"), value: <When at={startsAt} zone={ban.zone} /> },
          { id: "until", label: t("until"), value: <When at={endsAt} kind="lastUse" zone={ban.zone} /> },
          { id: "due", label: t("due"), value: <LastDay at={dueAfter} zone={ban.zone} /> },
          ...(deadlineAt ? [{ id: "own", label: t("ownDue"), value: <LastDay at={deadlineAt} zone={ban.zone} /> }] : []),
          ...linked,
        ]}
      />
      <div className="mt-4 grid gap-4 md:grid-cols-2">
        <Said label={t("justification")}>{exception.justification}</Said>
        <Said label={t("controls")}>{exception.compensatingControls || t("noControls")}</Said>
      </div>
    </Panel>
  );
}

function Said({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="text-caption text-ink-2">{label}</h3>
      <p className="max-w-[68ch] break-words whitespace-pre-line">{children}</p>
    </div>
  );
}

function Links({ exceptions }: { exceptions: readonly { id: number; code: string }[] }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {exceptions.map(({ id, code }) => (
        <Link key={id} className="link" href={exceptionPath(id)}>
          {code}
        </Link>
      ))}
    </span>
  );
}

/** Who did what, and when. */
export function ExceptionCourse({ exception }: { exception: ExceptionDetail }) {
  const t = useTranslations("exceptions");
  const { status, requestedAt, requestedBy, reviewedAt, reviewedBy, decidedAt, decidedBy, decisionReason, endedAt, endReason } = exception;
  const system = t("course.system");
  const steps = [
    { at: requestedAt, words: t("course.requested", { name: requestedBy ?? system }) },
    reviewedAt && { at: reviewedAt, words: t("course.review", { name: reviewedBy ?? system }) },
    decidedAt && {
      at: decidedAt,
      words: t(status === "REJECTED" ? "course.rejected" : "course.approved", { name: decidedBy ?? system, reason: decisionReason ?? "" }),
    },
    endedAt && { at: endedAt, words: endOf(status, endReason) },
  ].filter((step) => step !== null);
  function endOf(ended: ExceptionDetail["status"], why: string | null): string {
    if (ended === "REVOKED") return t("course.revoked", { reason: why ?? "" });
    if (ended !== "WITHDRAWN") return t("course.ended");
    return why ? t("course.withdrawnWhy", { reason: why }) : t("course.withdrawn");
  }
  return (
    <Panel title={t("detail.course")}>
      <ol className="grid gap-2">
        {steps.map(({ at, words }) => (
          <li key={`${at.toISOString()} ${words}`} className="grid gap-x-4 sm:grid-cols-[12rem_1fr]">
            <span className="text-ink-2">
              <When at={at} />
            </span>
            <span className="break-words">{words}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
