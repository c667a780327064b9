import Link from "next/link";
import { useTranslations } from "next-intl";
import { useSpeaker } from "@/components/bans/scope-words";
import { Metric, MetricStrip } from "@/components/ui/metric";
import { Panel } from "@/components/ui/panel";
import type { Scope, ScopeEdge, SelectorCounts } from "@/lib/bans/selector/queries";
import { rangeWords } from "@/lib/bans/selector/sentence";
import { channelOf } from "@/lib/registry/models/channels";

export function ScopeCounts({ counts, waiting, banCode }: { counts: SelectorCounts; waiting: number; banCode: string }) {
  const t = useTranslations("scope.step");
  return (
    <Panel title={t("counts")}>
      <MetricStrip>
        <Metric label={t("tools")} value={counts.tools} />
        <Metric label={t("thirdParty")} value={counts.thirdParty} note={t("thirdPartyNote")} />
        <Metric label={t("devices")} value={counts.devices} note={t("devicesNote")} />
        <Metric label={t("people")} value={counts.people} note={t("peopleNote")} />
      </MetricStrip>
      {waiting > 0 && (
        <p className="mt-3">
          <Link href={`/drift?ban=${banCode}`} className="link">
            {t("open", { n: waiting })}
          </Link>
        </p>
      )}
    </Panel>
  );
}

/** Everything that is meant, by name, folded away. */
export function ScopeLists({ scope: { tools, access } }: { scope: Scope }) {
  const t = useTranslations("scope.step");
  const modes = useTranslations("models.families.mode");
  const speaker = useSpeaker();
  const byTool = [...Map.groupBy(access, ({ toolId }) => toolId)];
  const edgeWords = ({ family, channel }: ScopeEdge) => t("reach", { family, channel: channelOf(channel).label });
  return (
    <>
      <details className="card">
        <summary className="fold font-medium">{tools.length === 0 ? t("noTools") : t("list", { n: tools.length })}</summary>
        <ul className="mt-3 grid gap-1">
          {tools.map(({ id, slug, name, vendor, versionRange }) => (
            <li key={id} className="border-t border-line py-1.5">
              <Link href={`/tools/${slug}`} className="link" prefetch={false}>
                {name}
              </Link>{" "}
              <span className="text-ink-2">
                {vendor} · {rangeWords(versionRange, speaker)}
              </span>
            </li>
          ))}
        </ul>
      </details>
      {byTool.length > 0 && (
        <details className="card">
          <summary className="fold font-medium">{t("access", { n: byTool.length })}</summary>
          <ul className="mt-3 grid gap-1">
            {byTool.map(([toolId, edges]) => (
              <li key={toolId} className="border-t border-line py-1.5">
                <span className="font-medium">{edges[0]?.tool}</span>
                <ul className="text-ink-2">
                  {edges.map((edge) => (
                    <li key={`${edge.familyId} ${edge.channel}`}>
                      {edgeWords(edge)} · {modes(edge.mode)}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
