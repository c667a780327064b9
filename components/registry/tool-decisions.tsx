import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { VerdictTag } from "@/components/ui/verdict-tag";
import { When } from "@/components/ui/when";
import type { BanFact, DecisionFact } from "@/lib/registry/rules";

type Props = { tool: string; slug: string; decisions: readonly DecisionFact[]; bans: readonly BanFact[]; now: Date };

/** For officers: every decision in force and every ban, whomever they are for. */
export function ToolDecisions({ tool, slug, decisions, bans, now }: Props) {
  const t = useTranslations("registry.tool");
  const words = useRegistryWords();
  const address = { path: `/tools/${slug}`, search: {} };
  return (
    <>
      <Panel title={t("bans", { tool })}>
        {bans.length === 0 ? (
          <p className="text-ink-2">{t("noBans")}</p>
        ) : (
          <DataTable
            caption={t("bansCaption", { tool })}
            isPlain
            address={address}
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
      <Panel title={t("decisions")}>
        {decisions.length === 0 ? (
          <p className="text-ink-2">{t("noDecisions")}</p>
        ) : (
          <DataTable
            caption={t("decisionsCaption", { tool })}
            isPlain
            address={address}
            rows={decisions}
            rowId={({ id }) => id}
            empty={null}
            columns={[
              { id: "audience", header: t("decisionColumns.audience"), cell: ({ team }) => team ?? t("everyone") },
              { id: "status", header: t("decisionColumns.status"), cell: ({ status }) => words.of("decision", status) },
              { id: "reason", header: t("decisionColumns.reason"), cell: ({ reason }) => reason, title: ({ reason }) => reason },
              {
                id: "conditions",
                header: t("decisionColumns.conditions"),
                cell: ({ conditions }) => conditions ?? "–",
                title: ({ conditions }) => conditions ?? "",
              },
              {
                id: "review",
                header: t("decisionColumns.review"),
                cell: ({ reviewOn }) => (reviewOn ? <When at={reviewOn} kind="date" zone="UTC" /> : "–"),
              },
              { id: "decided", header: t("decisionColumns.decided"), cell: ({ decidedAt }) => <When at={decidedAt} kind="date" /> },
            ]}
          />
        )}
      </Panel>
    </>
  );
}

function BanTag({ ban: { status, cutoffAt, zone }, now }: { ban: BanFact; now: Date }) {
  if (status === "LIFTED") return <VerdictTag verdict="lifted" />;
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
