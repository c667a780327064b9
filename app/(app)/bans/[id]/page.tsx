import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CompliancePart } from "@/app/(app)/bans/[id]/compliance-part";
import { DutiesPart } from "@/app/(app)/bans/[id]/duties-part";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanCovers } from "@/components/bans/ban-covers";
import { BanDecision } from "@/components/bans/ban-decision";
import { EndingLinks, EndNotice } from "@/components/bans/ban-ending";
import { BanHead } from "@/components/bans/ban-head";
import { type BanTab, BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { BeginChange, ChangeNotice, RecallNotice } from "@/components/bans/versions/change-part";
import { DriftNotice } from "@/components/drift/drift-notice";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { namesIn } from "@/lib/bans/choices/queries";
import { countDrift } from "@/lib/bans/drift/queries";
import type { BanDetail } from "@/lib/bans/queries";
import { inLanguage, STATES } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";
import { banBlindSpots } from "@/lib/compliance/queries";

type Props = PageProps<"/bans/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }] = await Promise.all([requireViewer("/bans/{id}"), params]);
  const ban = await foundBan(viewer, id);
  return { title: `${inLanguage(ban.content.title, viewer.locale)} – ${ban.code}` };
}

export default async function BanPage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([requireViewer("/bans/{id}"), params, searchParams, getTranslations("bans")]);
  const ban = await foundBan(viewer, id);
  const now = clockNow();
  const tabs = banTabsFor(viewer, ban);
  const tab = tabs.find((one) => one === firstOf(search.tab)) ?? tabs[0] ?? "covers";
  const isOpen = STATES.open.some((status) => status === ban.status);
  const { OPEN: waiting } = await countDrift(viewer, { ban: ban.id });
  return (
    <>
      <BanHead
        ban={ban}
        locale={viewer.locale}
        now={now}
        actions={isOpen && <LinkButton href={`/bans/${ban.code}/review`}>{t("review.look")}</LinkButton>}
      />
      <div className="mb-5 grid gap-4 empty:hidden">
        <EndNotice ban={ban} />
        <RecallNotice ban={ban} viewer={viewer} now={now} />
        <ChangeNotice ban={ban} viewer={viewer} />
        <DriftNotice code={ban.code} waiting={waiting} />
        {isOpen && (
          <Notice
            tone="review"
            title={t("page.notPublished")}
            actions={ban.status === "DRAFT" && <BanDecision ban={ban} viewer={viewer} people={0} />}
          >
            {t(ban.status === "APPROVED" ? "review.approvedWaits" : ban.status === "IN_REVIEW" ? "review.waiting" : "page.draft", {
              who: ban.author,
            })}
          </Notice>
        )}
      </div>
      <BanTabs code={ban.code} current={tab} shown={tabs} />
      <div className="grid gap-5">
        <Part tab={tab} viewer={viewer} ban={ban} address={{ path: `/bans/${ban.code}`, search }} now={now} />
        <DutiesPart viewer={viewer} ban={ban} now={now} isWhole={tab === "covers"} />
        <BeginChange ban={ban} viewer={viewer} now={now} />
        <EndingLinks ban={ban} viewer={viewer} />
      </div>
    </>
  );
}

async function Part({ tab, viewer, ban, address, now }: { tab: BanTab; viewer: Viewer; ban: BanDetail; address: Address; now: Date }) {
  if (tab !== "covers") return <CompliancePart viewer={viewer} ban={ban} address={address} now={now} />;
  const [names, blindSpots] = await Promise.all([namesIn(viewer, ban.content), ban.publishedAt ? banBlindSpots(viewer, ban.id) : []]);
  return <BanCovers ban={ban} names={names} blindSpots={blindSpots} />;
}
