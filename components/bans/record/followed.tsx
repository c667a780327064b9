import { useFormatter, useTranslations } from "next-intl";
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
  const format = useFormatter();
  const count = (id: keyof RecordedDuty["counts"], name: "left" | "unknown" | "stated" | "proved" | "notAffected" | "excepted") => ({
    id: name,
    header: t(`columns.${name}`),
    cell: ({ counts }: RecordedDuty) => format.number(counts[id]),
    isNumeric: true,
  });
  return (
    <Panel title={t("duties")} aside={asOf} id="duties">
      {duties.length === 0 ? (
        <p className="text-ink-2">{t("noDuties")}</p>
      ) : (
        <div className="grid gap-3">
          <DataTable
            caption={t("dutiesCaption")}
            isPlain
            address={{ path, search: {} }}
            rows={duties}
            rowId={({ kind }) => kind}
            empty={null}
            columns={[
              { id: "duty", header: t("columns.duty"), cell: ({ kind }) => td(`kind.${kind}`) },
              count("installed", "left"),
              count("unknown", "unknown"),
              count("stated", "stated"),
              count("proved", "proved"),
              count("notAffected", "notAffected"),
              count("excepted", "excepted"),
            ]}
          />
          <ul className="grid gap-1.5">
            {duties.map((duty) => (
              <Duty key={duty.kind} duty={duty} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function Duty({
  duty: { kind, responsible, owner, proof, mode, deadlineAt, deadlineZone, endedAt, teams, confirmations },
}: {
  duty: RecordedDuty;
}) {
  const t = useTranslations("record");
  const td = useTranslations("duties");
  const who = owner ?? td(`responsible.${responsible}`);
  return (
    <li className="max-w-[90ch]">
      <span className="font-medium">{td(`kind.${kind}`)}</span>
      {" · "}
      {endedAt ? (
        <>
          {t("dutyEnded")} <When at={endedAt} />
        </>
      ) : (
        <>
          <When at={deadlineAt} kind="deadline" zone={deadlineZone} /> ({t(mode === "LOCAL" ? "local" : "instant")})
        </>
      )}
      <span className="text-ink-2">
        {" · "}
        {[who, td(`proof.${proof}`), t("confirmed", confirmations)].join(" · ")}
        {teams.length > 0 && ` · ${t("teamDates", { n: teams.length, teams: teams.map(({ team }) => team).join(" · ") })}`}
      </span>
    </li>
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
