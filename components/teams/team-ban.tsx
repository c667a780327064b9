import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { BurnDown } from "@/components/charts/burn-down";
import { TeamGroup } from "@/components/teams/team-group";
import { type Address, hrefWith } from "@/components/ui/address";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import { Countdown, When } from "@/components/ui/when";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { BurnDown as BurnDownFacts } from "@/lib/compliance/burn-down/queries";
import type { TeamPage } from "@/lib/compliance/teams/queries";

type Props = { page: TeamPage; line: BurnDownFacts | null; address: Address; now: Date };

/** One ban as a manager sees it: how many are left, whether that is on plan, and who. */
export function TeamBan({ page, line, address, now }: Props) {
  const t = useTranslations("teams");
  const { ban, headline, deadlineAt, groups } = page;
  const tabs = page.bans.map(({ id, title, code }) => ({
    href: hrefWith(address, { ban: id }),
    label: title || code,
    isCurrent: id === ban.id,
  }));
  return (
    <>
      {tabs.length > 1 && <Tabs label={t("chooseBan")} tabs={tabs} />}
      <Panel
        title={
          <Link className="link" href={`/bans/${ban.code}`}>
            {ban.title || ban.code}
          </Link>
        }
        aside={
          <>
            <When at={deadlineAt} kind="lastUse" zone={ban.zone} /> · <Countdown at={deadlineAt} now={now} zone={ban.zone} />
          </>
        }
      >
        <div className="grid gap-3">
          <p className="flex flex-wrap items-center gap-x-3 text-answer">
            {t("headline.left", { n: headline.left })}
            {line && now < deadlineAt && <OnPlan left={headline.left} plan={line.planNow} />}
          </p>
          <Summary page={page} line={line} now={now} />
          {line && line.points.length > 1 && <Line line={line} title={ban.title} left={headline.left} now={now} />}
          <MessageToCopy page={page} />
        </div>
      </Panel>
      <Panel title={t("people")}>
        <div className="grid gap-3">
          {groups
            .filter(({ count }) => count > 0)
            .map((group) => (
              <TeamGroup key={group.group} group={group} page={page} now={now} />
            ))}
        </div>
      </Panel>
    </>
  );
}

function OnPlan({ left, plan }: { left: number; plan: number }) {
  const t = useTranslations("teams.headline");
  return left <= Math.ceil(plan) ? <Tag tone="ok">{t("onPlan")}</Tag> : <Tag tone="due">{t("behind")}</Tag>;
}

function Summary({ page: { headline, deadlineAt }, line, now }: Pick<Props, "page" | "line" | "now">) {
  const t = useTranslations("teams");
  const atCutoff = line?.atCutoff;
  return (
    <p className="text-ink-2 tabular-nums">
      {line && now < deadlineAt
        ? t("summary", { left: headline.left, total: headline.total, plan: Math.ceil(line.planNow) })
        : t("headline.of", { n: headline.total })}
      {atCutoff && ` · ${t("forecast", { n: Math.round(atCutoff.left), low: Math.round(atCutoff.low), high: Math.round(atCutoff.high) })}`}
    </p>
  );
}

function Line({ line, title, left, now }: { line: BurnDownFacts; title: string; left: number; now: Date }) {
  const t = useTranslations("teams");
  const locale = useLocale();
  return (
    <BurnDown
      points={line.points}
      scope={line.scope}
      plan={line.plan}
      forecast={line.forecast}
      cutoff={line.cutoff}
      now={now}
      zone={line.zone}
      events={[]}
      labels={{
        title,
        sentence: `${t("headline.left", { n: left })} ${dateWords(now, "dateTime", line.zone, locale)}`,
      }}
    />
  );
}

/** Managers write to their teams; this is the text that says it right. */
function MessageToCopy({ page: { ban, deadlineAt, replacement } }: Pick<Props, "page">) {
  const t = useTranslations("teams.copy");
  const locale = useLocale();
  const deadline = dateWords(lastMinuteBefore(deadlineAt), "deadline", ban.zone, locale);
  const use = replacement ? `${t("use", { replacement: replacement.name })} ` : "";
  const text = t("body", { tool: ban.title, deadline, replacement: use });
  return (
    <details>
      <summary className="fold">{t("title")}</summary>
      <div className="mt-2 grid justify-items-start gap-2">
        <p className="max-w-[68ch] rounded bg-sunken p-3">{text}</p>
        <CopyButton text={text} label={t("button")} done={t("done")} />
      </div>
    </details>
  );
}
