import Link from "next/link";
import { useTranslations } from "next-intl";
import { Between, Presence, sourceName, ToolLinks } from "@/components/inventory/installations-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { OwnDevice } from "@/lib/inventory/queries";

/** One of the reader's own devices: what was found, where, when and by which scanner. */
export function OwnDevicePanel({ device }: { device: OwnDevice }) {
  const t = useTranslations("inventory");
  const name = device.hostName ?? t("device.unnamed", { id: String(device.id) });
  return (
    <Panel
      title={
        <Link className="link" href={`/devices/${device.id}`}>
          {name}
        </Link>
      }
      aside={t.rich("own.lastSeen", { time: () => <When key="time" at={device.lastSeenAt} /> })}
    >
      {device.installations.length === 0 && <p>{t("device.noTools")}</p>}
      <ul className="grid gap-4">
        {device.installations.map((found) => (
          <li
            key={[found.identifier, found.version, found.path, found.system, found.instance, found.firstSeenAt.getTime()].join("|")}
            className="grid gap-1"
          >
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">
                <ToolLinks tools={found.tools} /> {found.version}
              </span>
              <Presence installation={found} />
            </div>
            <p className="text-ink-2">
              {t(`identifierKind.${found.kind}`)} · {sourceName(t(`system.${found.system}`), found.instance)} ·{" "}
              <Between installation={found} />
            </p>
            {found.path && <code className="break-all text-ink-2">{found.path}</code>}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-2">{t("device.others", { n: device.others })}</p>
    </Panel>
  );
}
