import { useTranslations } from "next-intl";
import { useSpeaker } from "@/components/bans/scope-words";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { BanRecord } from "@/lib/bans/record/queries";
import { inLanguage } from "@/lib/bans/rules";
import { rangeWords } from "@/lib/bans/selector/sentence";
import { channelOf } from "@/lib/registry/models/channels";

type Props = { record: Pick<BanRecord, "ban" | "words" | "resolved">; path: string; locale: string };

/** What the ban covers, as publication fixed it. */
export function CoveredPart({ record: { ban, words, resolved }, path, locale }: Props) {
  const t = useTranslations("record");
  const speaker = useSpeaker();
  const said = useRegistryWords();
  const tools = resolved?.tools ?? ban.scope.map((tool) => ({ ...tool, versionRange: null }));
  const access = resolved?.access ?? [];
  const address = { path, search: {} };
  return (
    <Panel title={t("scope")} id="scope">
      <div className="grid gap-4">
        <p className="max-w-[80ch] text-pretty">{inLanguage(words.sentence, locale)}</p>
        {resolved && (
          <p className="text-ink-2">{t("bound", { people: resolved.people, teams: resolved.teams, devices: resolved.devices })}</p>
        )}
        {tools.length > 0 && (
          <DataTable
            caption={t("toolsCaption")}
            isPlain
            address={address}
            rows={tools}
            rowId={({ id }) => id}
            rowHref={({ slug }) => `/tools/${slug}`}
            empty={null}
            columns={[
              { id: "tool", header: t("columns.tool"), cell: ({ name }) => name },
              { id: "vendor", header: t("columns.vendor"), cell: ({ vendor }) => vendor },
              {
                id: "versions",
                header: t("columns.versions"),
                cell: ({ versionRange }) => (versionRange === null ? t("allVersions") : rangeWords(versionRange, speaker)),
              },
            ]}
          />
        )}
        {access.length > 0 && (
          <section className="min-w-0">
            <h3 className="mb-2">{t("reach")}</h3>
            <DataTable
              caption={t("reachCaption")}
              isPlain
              address={address}
              rows={access}
              rowId={({ toolId, familyId, channel }) => `${toolId} ${familyId} ${channel}`}
              empty={null}
              columns={[
                { id: "tool", header: t("columns.tool"), cell: ({ tool }) => tool },
                { id: "family", header: t("columns.family"), cell: ({ family }) => family },
                { id: "channel", header: t("columns.channel"), cell: ({ channel }) => channelOf(channel).label },
                { id: "mode", header: t("columns.mode"), cell: ({ mode }) => said.of("mode", mode) },
              ]}
            />
          </section>
        )}
      </div>
    </Panel>
  );
}
