import { useTranslations } from "next-intl";
import { sourceName } from "@/components/inventory/installations-table";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { DeviceSource } from "@/lib/inventory/queries";

/** Who reports on the device, and whether the newest report still counts. */
export function DeviceSources({ sources, now, address }: { sources: DeviceSource[]; now: Date; address: Address }) {
  const t = useTranslations("inventory");
  const kindsOf = ({ kinds }: DeviceSource) => kinds.map((kind) => t(`identifierKind.${kind}`)).join(", ") || "–";
  const columns: Column<DeviceSource>[] = [
    { id: "source", header: t("device.source"), cell: ({ system, instance }) => sourceName(t(`system.${system}`), instance) },
    {
      id: "freshness",
      header: t("device.freshness"),
      cell: ({ freshUntil }) => {
        const isFresh = freshUntil !== null && freshUntil > now;
        return <Tag tone={isFresh ? "ok" : "review"}>{t(isFresh ? "device.fresh" : "device.stale")}</Tag>;
      },
    },
    {
      id: "reported",
      header: t("device.reported"),
      cell: ({ reportedAt }) => (reportedAt ? <When at={reportedAt} now={now} /> : t("device.neverComplete")),
    },
    {
      id: "sees",
      header: t("device.sees"),
      cell: kindsOf,
      title: kindsOf,
    },
  ];
  return (
    <DataTable
      caption={t("device.sourcesCaption")}
      columns={columns}
      rows={sources}
      rowId={({ sourceId }) => sourceId}
      address={address}
      empty={<EmptyState title={t("device.noSources")} />}
      isPlain
    />
  );
}
