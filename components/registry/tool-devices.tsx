import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { PersonInstallation } from "@/lib/inventory/queries";

/** Where the tool was found on the devices of whoever reads this. */
export function ToolDevices({ tool, slug, installations }: { tool: string; slug: string; installations: readonly PersonInstallation[] }) {
  const t = useTranslations("answer.devices");
  return (
    <Panel title={t("title")}>
      {installations.length === 0 ? (
        <p className="text-ink-2">{t("none", { tool })}</p>
      ) : (
        <DataTable
          caption={t("caption", { tool })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={installations}
          rowId={({ device, identifier, path, version, system, instance }) =>
            [device.id, identifier, path, version, system, instance].join(" ")
          }
          empty={null}
          columns={[
            { id: "device", header: t("device"), cell: ({ device }) => device.hostName ?? `#${device.id}` },
            { id: "version", header: t("version"), cell: ({ version }) => version || "–" },
            { id: "seen", header: t("seen"), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
            { id: "path", header: t("path"), cell: ({ path }) => path || "–", title: ({ path }) => path },
          ]}
        />
      )}
    </Panel>
  );
}
