import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { ToolDetail } from "@/lib/registry/queries";

/** Which models the tool reaches and how, and whether it can be pointed at others that nobody can list. */
export function ToolModels({ tool }: { tool: ToolDetail }) {
  const t = useTranslations("registry.tool");
  const words = useRegistryWords();
  const { access, anyService, anyWeights, name, slug } = tool;
  const isOpen = anyService.length + anyWeights.length > 0;
  return (
    <Panel title={t("models")}>
      {isOpen && (
        <div className="mb-3 grid max-w-[80ch] gap-1">
          {anyService.length > 0 && <p>{t("anyService", { channels: anyService.join(", ") })}</p>}
          {anyWeights.length > 0 && <p>{t("anyWeights", { channels: anyWeights.join(", ") })}</p>}
          <p className="text-ink-2">{t("anyMeans")}</p>
        </div>
      )}
      {access.length === 0 && !isOpen && <p className="text-ink-2">{t("noModels")}</p>}
      {access.length > 0 && (
        <DataTable
          caption={t("modelsCaption", { tool: name })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={access}
          rowId={({ family, channel }) => `${family.slug} ${channel}`}
          empty={null}
          columns={[
            { id: "family", header: t("modelColumns.family"), cell: ({ family }) => family.name },
            { id: "vendor", header: t("modelColumns.vendor"), cell: ({ family }) => family.vendor.name },
            { id: "channel", header: t("modelColumns.channel"), cell: ({ channel }) => channel, title: ({ channel }) => channel },
            { id: "mode", header: t("modelColumns.mode"), cell: ({ mode }) => words.of("mode", mode) },
            { id: "weights", header: t("modelColumns.weights"), cell: ({ family }) => <YesNo is={family.openWeights} /> },
            {
              id: "source",
              header: t("modelColumns.source"),
              cell: ({ source }) => words.source(source),
              title: ({ source }) => words.source(source),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function YesNo({ is }: { is: boolean }) {
  const t = useTranslations("registry");
  return t(is ? "yes" : "no");
}
