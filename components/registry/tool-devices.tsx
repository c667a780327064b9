import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";

export type OwnInstallation = { deviceId: number; device: string; version: string; path: string; lastSeenAt: Date };

/** Where the tool was found on the devices of whoever reads this. */
export function ToolDevices({ tool, slug, installations }: { tool: string; slug: string; installations: readonly OwnInstallation[] }) {
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
          rowId={({ deviceId, path, version }) => `${deviceId} ${path} ${version}`}
          empty={null}
          columns={[
            { id: "device", header: t("device"), cell: ({ device }) => device },
            { id: "version", header: t("version"), cell: ({ version }) => version || "–" },
            { id: "seen", header: t("seen"), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
            { id: "path", header: t("path"), cell: ({ path }) => path || "–", title: ({ path }) => path },
          ]}
        />
      )}
    </Panel>
  );
}
