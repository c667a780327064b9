import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { CardDates } from "@/components/duties/card-dates";
import type { BanDuty } from "@/components/duties/duties-of-bans";
import { LinkButton } from "@/components/ui/button";
import { StateTag } from "@/components/ui/state-tag";
import { Countdown, LocalDeadline } from "@/components/ui/when";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { PersonDate } from "@/lib/compliance/dates/queries";

const HOUR = 60;

/** One thing to do: what, by when, what instead, where it was found, and the one button. */
export function DutyCard({ duty, dates, now }: { duty: BanDuty; dates: readonly PersonDate[]; now: Date }) {
  const t = useTranslations("duty");
  const home = useTranslations("home");
  const answer = useTranslations("answer");
  const locale = useLocale();
  const { deadlineAt, deadlineZone: zone, devices, replacement, contradicted } = duty;
  const tool = useToolNames(duty);
  const found = devices.filter(({ foundAt }) => foundAt !== null);
  const [device] = found;
  const deviceName = device?.hostName ?? home("devices");
  const deadline = dateWords(lastMinuteBefore(deadlineAt), "deadline", zone, locale);
  const isPast = now >= deadlineAt;
  return (
    <article className="card grid gap-3 text-body-l">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateTag state={duty.state} now={now} zone={zone} deadline={deadlineAt} isContradicted={contradicted} reason={duty.reason} />
        <h2>{t("todo.remove.text", { tool, device: deviceName })}</h2>
      </div>
      {isPast ? (
        <p>{t("todo.overdue", { tool, device: deviceName, deadline })}</p>
      ) : (
        <p>
          {home("due", { deadline })}
          <span className="text-ink-2">
            {" · "}
            <Countdown at={deadlineAt} now={now} zone={zone} /> <LocalDeadline at={deadlineAt} zone={zone} isLastUse />
          </span>
        </p>
      )}
      <CardDates obligationId={duty.obligationId} dates={dates} />
      {contradicted && device?.foundAt && (
        <p>
          {t("attest.still", {
            tool,
            device: deviceName,
            path: device.path ?? "–",
            seenAt: dateWords(device.foundAt, "dateTime", zone, locale),
          })}
        </p>
      )}
      {replacement && <p>{home("instead", { replacement: replacement.name })}</p>}
      {found.map((one) => (
        <FoundOn
          key={one.deviceId}
          at={one.foundAt}
          device={one.hostName ?? `#${one.deviceId}`}
          path={one.path}
          scanMinutes={one.scanMinutes}
          zone={zone}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        {replacement && (
          <LinkButton href={`/tools/${replacement.slug}`} size="large">
            {answer("goTo", { replacement: replacement.name })}
          </LinkButton>
        )}
        <LinkButton href={`/me/duties/${duty.obligationId}/attest`} variant="primary" size="large">
          {t("attest.button")}
        </LinkButton>
        {duty.tools[0] && (
          <Link className="link" href={`/tools/${duty.tools[0].slug}`}>
            {home("more")}
          </Link>
        )}
        {duty.exceptions.allowed && (
          <Link className="link" href={`/exceptions/new?ban=${duty.code}`}>
            {t("exception.request")}
          </Link>
        )}
      </div>
      {!duty.exceptions.allowed && duty.exceptions.contact && (
        <p className="text-body text-ink-2">{t("exception.closed", { contact: duty.exceptions.contact })}</p>
      )}
    </article>
  );
}

function FoundOn({
  at,
  device,
  path,
  scanMinutes,
  zone,
}: {
  at: Date | null;
  device: string;
  path: string | null;
  scanMinutes: number | null;
  zone: string;
}) {
  const t = useTranslations("duty.todo.remove");
  const home = useTranslations("home");
  const locale = useLocale();
  if (!at) return null;
  const seenAt = dateWords(at, "dateTime", zone, locale);
  return (
    <p className="text-body text-ink-2">
      {scanMinutes
        ? t("seen", { seenAt, device, hours: Math.max(1, Math.round(scanMinutes / HOUR)) })
        : home("seen", { when: seenAt, device })}
      {path && <span className="block font-mono text-caption break-all">{path}</span>}
    </p>
  );
}

/** Not settled and nothing to do now: what we are waiting for. */
export function WaitingCard({ duty, now }: { duty: BanDuty; now: Date }) {
  const t = useTranslations("home");
  const words = useTranslations("duty");
  const locale = useLocale();
  const tool = useToolNames(duty);
  const isChecking = duty.group === "checking";
  const [device] = duty.devices;
  return (
    <article className="card grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateTag
          state={duty.state}
          now={now}
          zone={duty.deadlineZone}
          deadline={duty.deadlineAt}
          reason={duty.reason}
          seenAt={device?.reportedAt ?? null}
        />
        <h2>{tool}</h2>
      </div>
      <p>{isChecking ? t("checking") : t("unknown")}</p>
      {!isChecking && duty.reason && <p className="text-ink-2">{t(`unknownWhy.${duty.reason}`)}</p>}
      <p className="text-ink-2">
        {t("due", { deadline: dateWords(lastMinuteBefore(duty.deadlineAt), "deadline", duty.deadlineZone, locale) })}
      </p>
      {!isChecking && (
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`/me/duties/${duty.obligationId}/attest`}>{words("attest.button")}</LinkButton>
        </div>
      )}
    </article>
  );
}

export function SettledList({ duties, now }: { duties: readonly BanDuty[]; now: Date }) {
  return (
    <ul className="grid gap-2">
      {duties.map((duty) => (
        <SettledLine key={duty.banId} duty={duty} now={now} />
      ))}
    </ul>
  );
}

function SettledLine({ duty, now }: { duty: BanDuty; now: Date }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateTag state={duty.state} now={now} zone={duty.deadlineZone} deadline={duty.deadlineAt} exceptedUntil={duty.exceptionUntil} />
      <span>{useToolNames(duty)}</span>
    </li>
  );
}

export function useToolNames({ tools, title }: Pick<BanDuty, "tools" | "title">): string {
  const format = useFormatter();
  return tools.length > 0 && tools.length <= 3 ? format.list(tools.map(({ name }) => name)) : title;
}
