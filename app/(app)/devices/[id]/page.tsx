import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Contradictions } from "@/components/duties/contradictions";
import { DatesTable } from "@/components/duties/dates-table";
import { DeviceExposure } from "@/components/findings/device-exposure";
import { DeviceFacts } from "@/components/inventory/device-facts";
import { DevicePurposeForm } from "@/components/inventory/device-purpose";
import { DeviceSources } from "@/components/inventory/device-sources";
import { InstallationsTable } from "@/components/inventory/installations-table";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { deviceDates } from "@/lib/compliance/dates/queries";
import { getDevice } from "@/lib/inventory/queries";
import { idParams } from "@/lib/inventory/schema";
import { exposureOfDevice } from "@/lib/risk/exposure/device/queries";

async function deviceOf(viewer: Viewer, params: unknown) {
  const parsed = idParams.safeParse(params);
  return parsed.success ? getDevice(viewer, parsed.data.id) : null;
}

export async function generateMetadata({ params }: PageProps<"/devices/[id]">): Promise<Metadata> {
  const [viewer, given, t] = await Promise.all([requireViewer("/devices/{id}"), params, getTranslations("inventory")]);
  const device = await deviceOf(viewer, given);
  return { title: device ? (device.hostName ?? t("device.unnamed", { id: given.id })) : "" };
}

export default async function DevicePage({ params, searchParams }: PageProps<"/devices/[id]">) {
  const [viewer, given, search, t] = await Promise.all([
    requireViewer("/devices/{id}"),
    params,
    searchParams,
    getTranslations("inventory"),
  ]);
  const device = (await deviceOf(viewer, given)) ?? notFound();
  const address: Address = { path: `/devices/${device.id}`, search };
  const exposures = can(viewer, "risk:read") ? await exposureOfDevice(viewer, device.id) : null;
  const isOwn = device.owner !== null && device.owner.id === viewer.personId;
  return (
    <>
      <PageHead
        title={device.hostName ?? t("device.unnamed", { id: given.id })}
        crumbs={isOwn ? [{ href: "/me/devices", label: t("own.title") }] : []}
        meta={[t(`platform.${device.platform}`), device.osVersion, device.owner?.name].filter(Boolean).join(" · ")}
      />
      <div className="grid gap-4">
        <DeviceFacts device={device} linksPeople={can(viewer, "people:read")} />
        {can(viewer, "inventory:write") && <DevicePurposeForm id={device.id} purpose={device.purpose} />}
        {device.owner === null && can(viewer, "bans:read") && <DeviceDuties viewer={viewer} deviceId={device.id} address={address} />}
        <Panel title={t("device.tools")} isFlush>
          {device.installations.length === 0 ? (
            <p className="card">{t("device.noTools")}</p>
          ) : (
            <InstallationsTable caption={t("device.toolsCaption")} installations={device.installations} address={address} areTools />
          )}
          <p className="mt-2 text-ink-2">{t("device.others", { n: device.others })}</p>
        </Panel>
        {exposures && <DeviceExposure exposures={exposures} />}
        <Panel title={t("device.sources")} isFlush>
          <DeviceSources sources={device.sources} now={clockNow()} address={address} />
        </Panel>
        {device.otherSoftware.length > 0 && (
          <Panel title={t("device.otherSoftware")} isFlush>
            <InstallationsTable
              caption={t("device.otherCaption")}
              installations={device.otherSoftware}
              address={address}
              areTools={false}
            />
          </Panel>
        )}
      </div>
    </>
  );
}

/** By which dates whoever sees to the device owes what. */
async function DeviceDuties({ viewer, deviceId, address }: { viewer: Viewer; deviceId: number; address: Address }) {
  const now = clockNow();
  const [{ dates, contradictions }, t] = await Promise.all([deviceDates(viewer, deviceId, now), getTranslations("duties.device")]);
  return (
    <Panel title={t("title")} isFlush>
      <div className="grid gap-3">
        <Contradictions contradictions={contradictions} />
        <DatesTable dates={dates} address={address} now={now} empty={t("none")} />
      </div>
    </Panel>
  );
}
