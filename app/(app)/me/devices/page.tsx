import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OwnDevicePanel } from "@/components/inventory/own-device";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { devicesOfPerson } from "@/lib/inventory/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inventory"))("own.title") };
}

export default async function OwnDevicesPage() {
  const [viewer, t] = await Promise.all([requireViewer("/me/devices"), getTranslations("inventory")]);
  const devices = viewer.personId === null ? [] : await devicesOfPerson(viewer, viewer.personId);
  return (
    <>
      <PageHead title={t("own.title")} meta={t("own.lead")} />
      <div className="grid gap-4">
        {devices.length === 0 && (
          <Panel>
            <EmptyState title={t("own.none")}>{t("own.noneBody")}</EmptyState>
          </Panel>
        )}
        {devices.map((device) => (
          <OwnDevicePanel key={device.id} device={device} />
        ))}
        <p className="max-w-[68ch] text-ink-2">
          {t("own.wrong")}{" "}
          <Link className="link" href="/about/data">
            {t("own.about")}
          </Link>
        </p>
      </div>
    </>
  );
}
