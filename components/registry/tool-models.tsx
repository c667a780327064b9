import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { ToolAccess, ToolDetail } from "@/lib/registry/queries";

type Reached = Omit<ToolAccess, "channel"> & { channels: string[] };

/** One row per family: the channels that are alike stand together. */
function reached(access: readonly ToolAccess[]): Reached[] {
  const rows = new Map<string, Reached>();
  for (const { channel, ...edge } of access) {
    const key = `${edge.family.slug} ${edge.mode} ${edge.source}`;
    rows.set(key, { ...edge, channels: [...(rows.get(key)?.channels ?? []), channel] });
  }
  return [...rows.values()];
}

/** Which models the tool reaches and how, and whether it can be pointed at others that nobody can list. */
export function ToolModels({ tool, isOfficer }: { tool: ToolDetail; isOfficer: boolean }) {
  const t = useTranslations("registry.tool");
  const words = useRegistryWords();
  const yesNo = useTranslations("registry");
  const { access, anyService, anyWeights, name, slug } = tool;
  const isOpen = anyService.length + anyWeights.length > 0;
  return (
    <Panel title={t("models")}>
      {isOpen && (
        <div className="mb-3 grid max-w-[80ch] gap-1">
          {anyService.length > 0 && <p>{t("anyService", { channels: anyService.join(", ") })}</p>}
          {anyWeights.length > 0 && <p>{t("anyWeights", { channels: anyWeights.join(", ") })}</p>}
          {isOfficer && <p className="text-ink-2">{t("anyMeans")}</p>}
        </div>
      )}
      {access.length === 0 && !isOpen && <p className="text-ink-2">{t("noModels")}</p>}
      {access.length > 0 && (
        <DataTable
          caption={t("modelsCaption", { tool: name })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={reached(access)}
          rowId={({ family, mode, source }) => `${family.slug} ${mode} ${source}`}
          empty={null}
          columns={[
            { id: "family", header: t("modelColumns.family"), cell: ({ family }) => family.name },
            { id: "vendor", header: t("modelColumns.vendor"), cell: ({ family }) => family.vendor.name },
            {
              id: "channels",
              header: t("modelColumns.channels"),
              cell: ({ channels }) => words.channels(channels),
              title: ({ channels }) => words.channels(channels),
            },
            ...(isOfficer
              ? [
                  { id: "mode", header: t("modelColumns.mode"), cell: ({ mode }: Reached) => words.of("mode", mode) },
                  {
                    id: "weights",
                    header: t("modelColumns.weights"),
                    cell: ({ family }: Reached) => yesNo(family.openWeights ? "yes" : "no"),
                  },
                  {
                    id: "source",
                    header: t("modelColumns.source"),
                    cell: ({ source }: Reached) => words.source(source),
                    title: ({ source }: Reached) => words.source(source),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Panel>
  );
}
