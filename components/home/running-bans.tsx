import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { StackedBarLine } from "@/components/ui/stacked-bar";
import { When } from "@/components/ui/when";
import type { BanHeadline } from "@/lib/compliance/queries";

type Props = { title: string; bans: readonly BanHeadline[]; now: Date; href: (ban: BanHeadline) => string };

/** Bans in force or announced, each with how many of the viewer's people are left. */
export function RunningBans({ title, bans, now, href }: Props) {
  const t = useTranslations("home.officer");
  return (
    <Panel title={title}>
      {bans.length === 0 && <p className="text-ink-2">{t("none")}</p>}
      <ul className="grid gap-4">
        {bans.map((ban) => {
          const counts = ban.duties[0]?.counts;
          if (!counts) return null;
          const total = counts.installed + counts.unknown + counts.stated + counts.proved + counts.notAffected + counts.excepted;
          return (
            <li key={ban.banId} className="grid gap-1">
              <div className="flex flex-wrap items-baseline gap-x-4">
                <Link className="link font-semibold" href={href(ban)}>
                  {ban.title || ban.code}
                </Link>
                <span className="text-ink-2">
                  <When at={ban.cutoffAt} kind="dateTime" zone={ban.zone} now={now} />
                </span>
              </div>
              <StackedBarLine
                segments={[
                  { key: "installed", value: counts.installed, tone: "due" },
                  { key: "unknown", value: counts.unknown, tone: "review" },
                  { key: "stated", value: counts.stated, tone: "limits" },
                  { key: "cleared", value: counts.proved + counts.notAffected, tone: "ok" },
                  { key: "excepted", value: counts.excepted, tone: "exempt" },
                ]}
              />
              <p className="flex flex-wrap gap-x-4 text-ink-2 tabular-nums">
                <span>{t("left", { n: counts.installed, total })}</span>
                <span>{t("stated", { n: counts.stated })}</span>
                <span>{t("unknown", { n: counts.unknown })}</span>
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
