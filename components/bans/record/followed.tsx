import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Said } from "@/components/bans/record/decided";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { RecordedDuty } from "@/lib/bans/record/parts";
import type { BanRecord } from "@/lib/bans/record/queries";
import { isTopic } from "@/lib/outbox/schema";

type Part<Name extends keyof BanRecord> = { path: string } & Record<Name, BanRecord[Name]>;

/** Each duty with who answers for it, its date, and how it stands. */
export function DutiesPart({ duties, path, asOf }: Part<"duties"> & { asOf: ReactNode }) {
  const t = useTranslations("record");
  const td = useTranslations("duties");
  const count = (id: keyof RecordedDuty["counts"], name: "left" | "unknown" | "stated" | "proved" | "notAffected" | "excepted") => ({
    id: name,
    header: t(`columns.${name}`),
    cell: ({ counts }: RecordedDuty) => counts[id],
    isNumeric: true,
  });
  const dated = duties.filter(({ teams }) => teams.length > 0);
  return (
    <Panel title={t("duties")} aside={asOf} id="duties">
      {duties.length === 0 ? (
        <p className="text-ink-2">{t("noDuties")}</p>
      ) : (
        <DataTable
          caption={t("dutiesCaption")}
          isPlain
          address={{ path, search: {} }}
          rows={duties}
          rowId={({ kind }) => kind}
          empty={null}
          columns={[
            { id: "duty", header: t("columns.duty"), cell: ({ kind }) => td(`kind.${kind}`) },
            { id: "who", header: t("columns.who"), cell: ({ responsible, owner }) => owner ?? td(`responsible.${responsible}`) },
            { id: "deadline", header: t("columns.deadline"), cell: (duty) => <Deadline duty={duty} /> },
            count("installed", "left"),
            count("unknown", "unknown"),
            count("stated", "stated"),
            count("proved", "proved"),
            count("notAffected", "notAffected"),
            count("excepted", "excepted"),
            { id: "proof", header: t("columns.proof"), cell: ({ proof }) => td(`proof.${proof}`) },
            { id: "confirmed", header: t("columns.confirmed"), cell: ({ confirmations }) => t("confirmed", confirmations) },
          ]}
        />
      )}
      {dated.map(({ kind, teams }) => (
        <p key={kind} className="mt-2 text-ink-2">
          {td(`kind.${kind}`)}: {t("teamDates", { n: teams.length, teams: teams.map(({ team }) => team).join(" · ") })}
        </p>
      ))}
    </Panel>
  );
}

function Deadline({ duty: { deadlineAt, deadlineZone, mode, endedAt } }: { duty: RecordedDuty }) {
  const t = useTranslations("record");
  if (endedAt) {
    return (
      <>
        {t("dutyEnded")} · <When at={endedAt} />
      </>
    );
  }
  return (
    <>
      <When at={deadlineAt} kind="deadline" zone={deadlineZone} /> · {t(mode === "LOCAL" ? "local" : "instant")}
    </>
  );
}

/** Every exception with what was asked, who decided and why. */
export function ExceptionsPart({ exceptions }: Pick<BanRecord, "exceptions">) {
  const t = useTranslations("record");
  const tx = useTranslations("exceptions");
  const td = useTranslations("duties.kind");
  return (
    <Panel title={t("exceptions")} id="exceptions">
      {exceptions.length === 0 ? (
        <p className="text-ink-2">{t("noExceptions")}</p>
      ) : (
        <ul>
          {exceptions.map((exception) => (
            <Said
              key={exception.code}
              at={exception.requestedAt}
              words={
                <>
                  {exception.code} · {exception.subject} · {td(exception.duty)} · {tx(`status.${exception.status}`)} ·{" "}
                  <When at={exception.startsAt} /> – <When at={exception.endsAt} />
                </>
              }
              text={[
                exception.justification,
                exception.compensatingControls && `${t("columns.controls")}: ${exception.compensatingControls}`,
                exception.decidedBy && `${exception.decidedBy}: ${exception.decisionReason ?? ""}`,
                exception.endReason && `${t("ended")}: ${exception.endReason}`,
              ]
                .filter(Boolean)
                .join("\n")}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What matched after publication, and what became of it. */
export function DriftPart({ drift }: Pick<BanRecord, "drift">) {
  const t = useTranslations("record");
  return (
    <Panel title={t("drift")} id="drift">
      {drift.length === 0 ? (
        <p className="text-ink-2">{t("noDrift")}</p>
      ) : (
        <ul>
          {drift.map(({ tool, family, channel, status, foundAt, decidedBy, reason, version }) => (
            <Said
              key={`${tool} ${family} ${channel} ${foundAt.toISOString()}`}
              at={foundAt}
              words={[tool, family, channel, t(`driftStatus.${status}`), decidedBy, version && t("version", { number: version })]
                .filter(Boolean)
                .join(" · ")}
              text={reason}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What people were told, and when it left. */
export function NoticesPart({ notices, path }: Part<"notices">) {
  const t = useTranslations("record");
  const topicWords = (topic: string) => (isTopic(topic) ? t(`topic.${topic}`) : topic);
  return (
    <Panel title={t("notices")} id="notices">
      {notices.length === 0 ? (
        <p className="text-ink-2">{t("noNotices")}</p>
      ) : (
        <DataTable
          caption={t("noticesCaption")}
          isPlain
          address={{ path, search: {} }}
          rows={notices}
          rowId={({ topic, writtenAt }) => `${topic} ${writtenAt.toISOString()}`}
          empty={null}
          columns={[
            { id: "topic", header: t("columns.topic"), cell: ({ topic }) => topicWords(topic) },
            {
              id: "told",
              header: t("columns.told"),
              cell: ({ people }) => (people === null ? t("everybody") : t("people", { n: people })),
            },
            { id: "writtenAt", header: t("columns.writtenAt"), cell: ({ writtenAt }) => <When at={writtenAt} /> },
            {
              id: "sentAt",
              header: t("columns.sentAt"),
              cell: ({ sentAt, cancelledAt }) => (sentAt ? <When at={sentAt} /> : t(cancelledAt ? "cancelled" : "notSent")),
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** What the lint found and somebody took responsibility for. */
export function AcceptancesPart({ acceptances }: Pick<BanRecord, "acceptances">) {
  const t = useTranslations("record");
  return (
    <Panel title={t("acceptances")} id="acceptances">
      {acceptances.length === 0 ? (
        <p className="text-ink-2">{t("noAcceptances")}</p>
      ) : (
        <ul>
          {acceptances.map(({ version, check, subject, reason, by, at }) => (
            <Said
              key={`${version} ${check} ${subject}`}
              at={at}
              words={`${check} · ${t("acceptance", { who: by, version })}`}
              text={reason}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}
