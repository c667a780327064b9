import { useLocale, useTranslations } from "next-intl";
import { useFindingWords } from "@/components/findings/words";
import type { Address } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ExposedDevice, Version } from "@/lib/risk/exposure/queries";

type Props = { devices: readonly ExposedDevice[]; address: Address; summary: string; linksDevices: boolean };

/** Devices with the times during which an affected version was there: still there first, the longest first. */
export function ExposureTable({ devices, address, summary, linksDevices }: Props) {
  const t = useTranslations("findings.exposure");
  const words = useFindingWords();
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  const versions = (held: readonly Version[]) => list.format(held.map(words.version));
  return (
    <DataTable
      caption={t("caption")}
      address={address}
      summary={summary}
      rows={devices}
      rowId={({ deviceId }) => deviceId}
      {...(linksDevices && { rowHref: ({ deviceId }: ExposedDevice) => `/devices/${deviceId}` })}
      empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      columns={[
        { id: "device", header: t("columns.device"), cell: ({ hostName, deviceId }) => hostName ?? t("unnamed", { id: deviceId }) },
        { id: "owner", header: t("columns.owner"), cell: ({ owner }) => owner?.name ?? t("noOwner") },
        { id: "team", header: t("columns.team"), cell: ({ team }) => team?.name ?? "–", title: ({ team }) => team?.name ?? "" },
        { id: "from", header: t("columns.from"), cell: ({ windows: [first] }) => first && <When at={first.from} kind="date" /> },
        { id: "until", header: t("columns.until"), cell: (device) => <Until device={device} /> },
        { id: "windows", header: t("columns.windows"), cell: ({ windows }) => windows.length, isNumeric: true },
        { id: "versions", header: t("columns.versions"), cell: (row) => versions(row.versions), title: (row) => versions(row.versions) },
        { id: "heard", header: t("columns.heard"), cell: ({ deviceSeenAt }) => <When at={deviceSeenAt} kind="date" />, isHidden: true },
      ]}
    />
  );
}

function Until({ device: { isStill, windows } }: { device: ExposedDevice }) {
  const t = useTranslations("findings.exposure");
  const until = windows.at(-1)?.until;
  return isStill || !until ? <Tag tone="due">{t("still")}</Tag> : <When at={until} kind="date" />;
}
