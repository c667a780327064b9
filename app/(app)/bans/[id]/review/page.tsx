import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanDecision } from "@/components/bans/ban-decision";
import { BanTag } from "@/components/bans/ban-tag";
import { BlastRadiusView } from "@/components/bans/blast-radius-view";
import { CheckAnswers } from "@/components/bans/check-answers";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { isUnlimited } from "@/lib/auth/permissions";
import { blastRadius } from "@/lib/bans/blast-radius/queries";
import { namesIn } from "@/lib/bans/choices/queries";
import { STATES } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/review">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, t] = await Promise.all([params, getTranslations("bans.review")]);
  return { title: t("title", { code: id.toUpperCase() }) };
}

export default async function ReviewBanPage({ params }: Props) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/review"), params, getTranslations("bans")]);
  const ban = await foundBan(viewer, id);
  const now = clockNow();
  const isOpen = STATES.open.some((status) => status === ban.status);
  const [names, radius] = await Promise.all([
    namesIn(viewer, ban.content),
    isOpen && isUnlimited(viewer, "bans:read") ? blastRadius(viewer, ban.content, now) : null,
  ]);
  return (
    <>
      <PageHead
        title={t("review.title", { code: ban.code })}
        crumbs={[
          { href: "/bans", label: t("list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        status={<BanTag ban={{ ...ban, reviewOn: ban.content.reviewOn ?? null }} now={now} />}
        meta={
          <>
            {ban.submittedAt && (
              <span>
                {t("review.submitted", { who: ban.author })} · <When at={ban.submittedAt} />
              </span>
            )}
            {ban.approver && ban.approvedAt && (
              <span>
                {t("review.approvedBy", { who: ban.approver })} · <When at={ban.approvedAt} />
              </span>
            )}
          </>
        }
      />
      <div className="grid gap-5">
        <Panel title={t("review.says")}>
          <CheckAnswers ban={ban} names={names} />
        </Panel>
        {radius && <BlastRadiusView radius={radius} asOf={now} path={`/bans/${ban.code}/review`} />}
        <BanDecision ban={ban} viewer={viewer} people={radius?.population.people ?? 0} />
      </div>
    </>
  );
}
