import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { DeviceDetail } from "@/lib/inventory/queries";

/** `linksPeople`: the reader may open people and teams. */
export function DeviceFacts({ device, linksPeople }: { device: DeviceDetail; linksPeople: boolean }) {
  const t = useTranslations("inventory");
  const purpose = useTranslations("blast.purpose");
  const linked = (path: string, { id, name }: { id: number; name: string }) =>
    linksPeople ? (
      <Link className="link" href={`${path}/${id}`}>
        {name}
      </Link>
    ) : (
      name
    );
  return (
    <Panel title={t("device.facts")}>
      <Facts
        facts={[
          { label: t("device.owner"), value: device.owner ? linked("/people", device.owner) : t("device.noOwner") },
          { label: t("device.team"), value: device.team ? linked("/teams", device.team) : "–" },
          { label: t("device.platform"), value: t(`platform.${device.platform}`) },
          { label: t("device.osVersion"), value: device.osVersion ?? "–" },
          ...(device.purpose ? [{ label: purpose("title"), value: purpose(device.purpose) }] : []),
          { label: t("device.firstSeen"), value: <When at={device.firstSeenAt} /> },
          { label: t("device.lastSeen"), value: <When at={device.lastSeenAt} /> },
          ...device.identities.map(({ kind, value }) => ({
            label: t(`device.identity.${kind}`),
            value: <code className="break-all">{value}</code>,
          })),
        ]}
      />
    </Panel>
  );
}
