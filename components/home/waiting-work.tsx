import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { WaitingOfBans } from "@/lib/bans/waiting/queries";
import type { WaitingRecords } from "@/lib/compliance/confirmations/queries";
import type { RiskTasks } from "@/lib/risk/reviews/queries";

type Props = {
  /** Tools that people ask for. */
  requests: number;
  /** Found programs that are likely AI tools, counted up to `countedTo`. */
  found: number;
  countedTo: number;
  /** Null for whoever does not keep risk. */
  risk: RiskTasks | null;
  /** Of others, that wait for a second look, per ban. */
  records: readonly WaitingRecords[];
  /** Null for whoever decides nothing about bans. */
  bans: WaitingOfBans | null;
};

/** What waits for those who decide on bans and keep the registry and risk. */
export function WaitingWork({ requests, found, countedTo, risk, records, bans }: Props) {
  const t = useTranslations();
  const reviews = (risk?.overdue ?? 0) + (risk?.due ?? 0);
  const lines = [
    ...(bans?.toApprove ?? []).map(({ code, title, version }) => ({
      href: `/bans/${code}/review`,
      words: t("bans.home.toApprove", { code, title, version }),
    })),
    ...(bans?.toPublish ?? []).map(({ code, title, version }) => ({
      href: `/bans/${code}/review`,
      words: t("bans.home.toPublish", { code, title, version }),
    })),
    bans && bans.exceptions > 0 && { href: "/exceptions", words: t("exceptions.home.waiting", { n: bans.exceptions }) },
    bans && bans.drift > 0 && { href: "/drift", words: t("drift.home", { n: bans.drift }) },
    requests > 0 && { href: "/requests", words: t("requests.list.waiting", { n: requests }) },
    found > 0 && {
      href: "/triage?likely=yes",
      words: found > countedTo ? t("triage.home.likelyMore", { n: countedTo }) : t("triage.home.likely", { n: found }),
    },
    risk && risk.proposals > 0 && { href: "/risk?proposal=true", words: t("reviews.home.proposals", { n: risk.proposals }) },
    risk && reviews > 0 && { href: "/reviews", words: t("reviews.home.reviews", { overdue: risk.overdue, due: risk.due }) },
    ...records.map(({ code, title, n }) => ({
      href: `/bans/${code}/confirmations?state=waiting`,
      words: t("duties.list.waits", { n, title: title || code }),
    })),
  ].filter((line) => line !== false && line !== null);
  if (lines.length === 0) return null;
  return (
    <Panel title={t("home.waiting")}>
      <ul className="grid gap-1">
        {lines.map(({ href, words }) => (
          <li key={href}>
            <Link className="link" href={href}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
