import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLintSentence } from "@/components/bans/lint/lint-list";
import { VersionTag } from "@/components/bans/versions/version-tag";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { BanRecord, RecordedVersion } from "@/lib/bans/record/queries";
import type { Unanswered } from "@/lib/bans/record/rules";
import type { BanStatus } from "@/prisma/generated/enums";

/** One line of what somebody did, with the moment, and below it what they said. */
export function Said({ at, words, text }: { at: Date; words: ReactNode; text?: string | null }) {
  return (
    <li className="grid gap-x-4 border-t border-line py-1.5 first:border-t-0 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <span className="text-ink-2">
        <When at={at} />
      </span>
      <div className="min-w-0">
        <p>{words}</p>
        {text && <p className="max-w-[80ch] whitespace-pre-wrap break-words text-ink-2">{text}</p>}
      </div>
    </li>
  );
}

/** Every version, with who wrote, approved and published it. */
export function VersionsPart({ versions, ban }: { versions: readonly RecordedVersion[]; ban: BanStatus }) {
  const t = useTranslations("record");
  return (
    <Panel title={t("versions")} id="versions">
      <div className="grid gap-5">
        {versions.map((version) => (
          <Version key={version.number} version={version} ban={ban} />
        ))}
      </div>
    </Panel>
  );
}

function Version({ version, ban }: { version: RecordedVersion; ban: BanStatus }) {
  const t = useTranslations("record");
  const { number, status, note, author, editors, createdAt, submittedAt, approvals, publishedAt, publisher, endReason, quorum, meant } =
    version;
  const others = editors.filter((name) => name !== author);
  return (
    <section className="min-w-0">
      <h3 className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        {t("version", { number })} <VersionTag status={status} ban={ban} />
        <span className="font-normal text-ink-2">{t("quorum", { n: quorum })}</span>
      </h3>
      {note && (
        <p className="max-w-[80ch]">
          {t("note")}: {note}
        </p>
      )}
      {meant && (
        <p className="text-ink-2">
          {t("meant", { people: meant.people, tools: meant.tools })}
          {number > 1 && ` · ${t("gained", { gained: meant.gained, lost: meant.lost })}`}
        </p>
      )}
      <ul>
        <Said
          at={createdAt}
          words={t("written", { who: author })}
          text={others.length > 0 ? t("edited", { who: others.join(" · ") }) : null}
        />
        {submittedAt && <Said at={submittedAt} words={t("submitted")} />}
        {approvals.map(({ by, at, comment, isVoid }) => (
          <Said key={`${by} ${at.toISOString()}`} at={at} words={t(isVoid ? "approvalVoid" : "approvedBy", { who: by })} text={comment} />
        ))}
        {publishedAt && <Said at={publishedAt} words={t("publishedBy", { who: publisher ?? "–" })} />}
      </ul>
      {endReason && (
        <p className="max-w-[80ch]">
          {t("ended")}: {endReason}
        </p>
      )}
    </section>
  );
}

export function CommentsPart({ comments }: { comments: BanRecord["comments"] }) {
  const t = useTranslations("record");
  return (
    <Panel title={t("comments")} id="comments">
      {comments.length === 0 ? (
        <p className="text-ink-2">{t("noComments")}</p>
      ) : (
        <ul>
          {comments.map(({ id, at, by, version, text }) => (
            <Said key={id} at={at} words={`${by} · ${t("ofVersion", { version })}`} text={text} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What was done with the ban from its draft on, the oldest first. */
export function LifePart({ events }: { events: BanRecord["events"] }) {
  const t = useTranslations("record");
  const ta = useTranslations("audit");
  return (
    <Panel title={t("life")} id="life">
      {events.length === 0 ? (
        <p className="text-ink-2">{t("noEvents")}</p>
      ) : (
        <ul>
          {events.map(({ id, at, by, actorKind, action, reason }) => (
            <Said key={id} at={at} words={`${actorKind === "system" ? t("system") : by} · ${ta(`action.${action}`)}`} text={reason} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

type LintProps = Pick<BanRecord, "acceptances"> & { unanswered: readonly Unanswered[] };

/** What the lint found: what somebody took responsibility for, and with what warnings versions were published. */
export function LintPart({ acceptances, unanswered }: LintProps) {
  const t = useTranslations("record");
  const sentenceOf = useLintSentence();
  return (
    <Panel title={t("acceptances")} id="acceptances">
      {acceptances.length === 0 && <p className="text-ink-2">{t("noAcceptances")}</p>}
      <ul>
        {acceptances.map(({ version, check, subject, said, reason, by, at }) => (
          <Said
            key={`${version} ${check} ${subject}`}
            at={at}
            words={`${sentenceOf({ check, values: said })} ${t("acceptance", { who: by, version })}`}
            text={reason}
          />
        ))}
      </ul>
      {unanswered.length > 0 && (
        <section className="mt-4 min-w-0">
          <h3>{t("unanswered")}</h3>
          <p className="mb-1 text-ink-2">{t("unansweredLead")}</p>
          <ul>
            {unanswered.map(({ version, at, check, subject, values }) => (
              <Said
                key={`${version} ${check} ${subject} ${at.toISOString()}`}
                at={at}
                words={sentenceOf({ check, values })}
                text={t("version", { number: version })}
              />
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}
