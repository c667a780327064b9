import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRegistryWords } from "@/components/registry/words";
import { useTriageWords } from "@/components/triage/words";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { TriageDetail } from "@/lib/inventory/triage/queries";
import { LIKELY_FROM } from "@/lib/inventory/triage/signals/rules";

export function ItemFacts({ item }: { item: TriageDetail }) {
  const t = useTranslations("triage");
  const format = useFormatter();
  const words = useRegistryWords();
  const number = (value: number) => (item.countedAt ? format.number(value) : "–");
  const facts: Fact[] = [
    { label: t("columns.kind"), value: words.of("kind", item.kind) },
    { label: t("page.value"), value: <code className="wrap-anywhere">{item.value}</code> },
    { label: t("columns.publisher"), value: item.publisher || "–" },
    { label: t("columns.firstSeen"), value: <When at={item.firstSeenAt} kind="dateTime" /> },
    { label: t("columns.devices"), value: number(item.devices) },
    { label: t("columns.teams"), value: number(item.teams) },
    { label: t("page.countedAt"), value: item.countedAt ? <When at={item.countedAt} /> : t("page.never") },
  ];
  return (
    <Panel title={t("page.facts")}>
      <Facts facts={facts} />
    </Panel>
  );
}

/** Every reason with what it adds and what of the registry it rests on. */
export function ItemSignals({ item: { score, signals } }: { item: TriageDetail }) {
  const t = useTranslations("triage");
  const words = useTriageWords();
  return (
    <Panel title={t("page.why")} aside={words.grade(score)}>
      {score === null && <p className="text-ink-2">{t("page.notRated")}</p>}
      {score !== null && signals.length === 0 && <p className="text-ink-2">{t("page.noSignals")}</p>}
      {score !== null && signals.length > 0 && (
        <>
          <ul className="grid gap-1">
            {signals.map((signal) => (
              <li key={signal.key} className="flex flex-wrap justify-between gap-x-4">
                {signal.like ? (
                  <Link className="link" href={`/${signal.like.kind}s/${signal.like.slug}`}>
                    {words.signal(signal)}
                  </Link>
                ) : (
                  <span>{words.signal(signal)}</span>
                )}
                <span className="text-ink-2 tabular-nums">{t("points", { n: signal.points })}</span>
              </li>
            ))}
          </ul>
          <p className="mt-3 text-ink-2">{t("page.total", { score, likely: LIKELY_FROM })}</p>
        </>
      )}
    </Panel>
  );
}

/** What the number of devices is made of. Teams are counted, people are not named. */
export function ItemParts({ item }: { item: TriageDetail }) {
  const t = useTranslations("triage.page");
  const platform = useTranslations("inventory.platform");
  const devices = (n: number) => <span className="text-ink-2 tabular-nums">{t("devices", { n })}</span>;
  const { versions, versionCount, platforms, topTeams, paths } = item;
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Parts
        title={t("versions")}
        {...(versionCount > versions.length &&
          versions.length > 0 && { note: t("versionsOf", { shown: versions.length, n: versionCount }) })}
        none={t("none")}
        parts={versions.map(({ key, devices: n, firstSeenAt }) => ({
          key,
          label: (
            <>
              {key || t("noVersion")}
              {firstSeenAt && (
                <span className="text-ink-2">
                  {" "}
                  {t("since")} <When at={firstSeenAt} kind="date" />
                </span>
              )}
            </>
          ),
          value: devices(n),
        }))}
      />
      <Parts
        title={t("teams")}
        none={t("none")}
        parts={topTeams.map(({ id, name, devices: n }) => ({
          key: String(id),
          label: (
            <Link className="link" href={`/teams/${id}`}>
              {name}
            </Link>
          ),
          value: devices(n),
        }))}
      />
      <Parts
        title={t("platforms")}
        none={t("none")}
        parts={platforms.map(({ key, devices: n }) => ({ key, label: platform(key), value: devices(n) }))}
      />
      {paths && (
        <Parts
          title={t("paths")}
          note={paths.length > 0 ? t("pathsNote") : undefined}
          none={t("noPaths")}
          parts={paths.map((path) => ({ key: path, label: <code className="break-all">{path}</code>, value: null }))}
        />
      )}
    </div>
  );
}

type Part = { key: string; label: ReactNode; value: ReactNode };

function Parts({ title, note, none, parts }: { title: string; note?: string | undefined; none: string; parts: Part[] }) {
  return (
    <Panel title={title}>
      {note && <p className="mb-2 text-ink-2">{note}</p>}
      {parts.length === 0 && <p className="text-ink-2">{none}</p>}
      <ul className="grid gap-1">
        {parts.map(({ key, label, value }) => (
          <li key={key} className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0 break-words">{label}</span>
            {value}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
