import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { VerdictTag } from "@/components/ui/verdict-tag";
import { When } from "@/components/ui/when";
import type { BanFact } from "@/lib/registry/rules";

/** For whoever reads every ban: all of them, whomever they are for. */
export function ToolBans({ tool, slug, bans, now }: { tool: string; slug: string; bans: readonly BanFact[]; now: Date }) {
  const t = useTranslations("registry.tool");
  return (
    <Panel title={t("bans", { tool })}>
      {bans.length === 0 ? (
        <p className="text-ink-2">{t("noBans")}</p>
      ) : (
        <DataTable
          caption={t("bansCaption", { tool })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={bans}
          rowId={({ banId }) => banId}
          rowHref={({ code }) => `/bans/${code}`}
          empty={null}
          columns={[
            {
              id: "ban",
              header: t("banColumns.ban"),
              cell: ({ code, title }) => (title ? `${code} · ${title}` : code),
              title: ({ title }) => title,
            },
            { id: "state", header: t("banColumns.state"), cell: (ban) => <BanTag ban={ban} now={now} /> },
            { id: "from", header: t("banColumns.from"), cell: ({ cutoffAt, zone }) => <When at={cutoffAt} zone={zone} /> },
            { id: "who", header: t("banColumns.who"), cell: ({ coversEveryone }) => t(coversEveryone ? "everyone" : "some") },
            { id: "instead", header: t("banColumns.instead"), cell: ({ replacement }) => <Replacement tool={replacement} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function BanTag({ ban: { status, cutoffAt, zone }, now }: { ban: BanFact; now: Date }) {
  const phase = useTranslations("bans.phase");
  if (status === "LIFTED") return <VerdictTag verdict="lifted" />;
  if (status === "SUSPENDED") return <Tag tone="review">{phase("suspended")}</Tag>;
  if (status === "SUPERSEDED") return <Tag tone="done">{phase("superseded")}</Tag>;
  return <VerdictTag verdict={cutoffAt <= now ? "banned" : "scheduled"} from={cutoffAt} zone={zone} />;
}

function Replacement({ tool }: { tool: BanFact["replacement"] }) {
  if (!tool) return "–";
  return (
    <Link className="link" href={`/tools/${tool.slug}`}>
      {tool.name}
    </Link>
  );
}
