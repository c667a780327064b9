import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanHead } from "@/components/bans/ban-head";
import { BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { BeginChange, ChangeNotice, RecallNotice } from "@/components/bans/versions/change-part";
import { VersionList } from "@/components/bans/versions/version-list";
import { requireViewer } from "@/lib/auth/page";
import { listVersions } from "@/lib/bans/versions/queries";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/versions">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, t] = await Promise.all([params, getTranslations("versions.list")]);
  return { title: t("title", { code: id.toUpperCase() }) };
}

export default async function VersionsPage({ params }: Props) {
  const [viewer, { id }] = await Promise.all([requireViewer("/bans/{id}/versions"), params]);
  const ban = await foundBan(viewer, id);
  const now = clockNow();
  return (
    <>
      <BanHead ban={ban} locale={viewer.locale} now={now} />
      <div className="mb-5 grid gap-4 empty:hidden">
        <RecallNotice ban={ban} viewer={viewer} now={now} />
        <ChangeNotice ban={ban} viewer={viewer} />
      </div>
      <BanTabs code={ban.code} current="versions" shown={banTabsFor(viewer, ban)} />
      <div className="grid gap-5">
        <VersionList ban={ban} versions={await listVersions(viewer, ban.id)} />
        <BeginChange ban={ban} viewer={viewer} now={now} />
      </div>
    </>
  );
}
