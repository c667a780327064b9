import { useTranslations } from "next-intl";
import { decidePath, useDecisionWords } from "@/components/decisions/audience-words";
import { DecisionTimeline } from "@/components/decisions/decision-timeline";
import { useRegistryWords } from "@/components/registry/words";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { PastDecision } from "@/lib/registry/decisions/queries";
import type { DecisionFact } from "@/lib/registry/rules";

type Props = {
  tool: string;
  slug: string;
  decisions: readonly DecisionFact[];
  history: readonly PastDecision[];
  /** Whether the reader decides. */
  canDecide: boolean;
};

/** For those who read the registry: what holds for whom, and how it came to that. */
export function ToolDecisions({ tool, slug, decisions, history, canDecide }: Props) {
  const t = useTranslations("registry.tool");
  const d = useTranslations("decisions");
  const words = useRegistryWords();
  const says = useDecisionWords();
  const audience = (decision: DecisionFact) => says.audience(decision);
  return (
    <Panel id="decisions" title={t("decisions")} aside={canDecide && <LinkButton href={`/tools/${slug}/decide`}>{d("decide")}</LinkButton>}>
      {decisions.length === 0 ? (
        <p className="text-ink-2">{t("noDecisions")}</p>
      ) : (
        <DataTable
          caption={t("decisionsCaption", { tool })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={decisions}
          rowId={({ id }) => id}
          {...(canDecide && { rowHref: (one: DecisionFact) => decidePath(slug, { ...one, team: one.teamId }, true) })}
          empty={null}
          columns={[
            { id: "audience", header: t("decisionColumns.audience"), cell: audience, title: audience },
            {
              id: "status",
              header: t("decisionColumns.status"),
              cell: ({ status }) => <span className="whitespace-nowrap">{words.of("decision", status)}</span>,
            },
            {
              id: "conditions",
              header: t("decisionColumns.conditions"),
              cell: ({ conditions, dataClasses }) => (
                <>
                  {conditions ?? (dataClasses.length === 0 && "–")}
                  {dataClasses.length > 0 && (
                    <span className="block text-ink-2">{d("mayPutIn", { classes: says.classes(dataClasses) })}</span>
                  )}
                </>
              ),
              title: ({ conditions }) => conditions ?? "",
            },
            {
              id: "review",
              header: t("decisionColumns.review"),
              cell: ({ reviewOn }) => (reviewOn ? <When at={reviewOn} kind="date" zone="UTC" /> : "–"),
            },
            { id: "reason", header: t("decisionColumns.reason"), cell: ({ reason }) => reason, title: ({ reason }) => reason },
          ]}
        />
      )}
      {history.length > 0 && <DecisionTimeline history={history} />}
    </Panel>
  );
}
