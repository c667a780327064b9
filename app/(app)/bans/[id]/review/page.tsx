import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundBanInWork } from "@/app/(app)/bans/[id]/found-ban";
import { BanDecision } from "@/components/bans/ban-decision";
import { BanTag } from "@/components/bans/ban-tag";
import { RadiusView } from "@/components/bans/blast-radius/radius-view";
import { CheckAnswers } from "@/components/bans/check-answers";
import { LintList } from "@/components/bans/lint/lint-list";
import { BasisTables } from "@/components/bans/record/basis";
import { Approvals } from "@/components/bans/versions/approvals";
import { Comments } from "@/components/bans/versions/comments";
import { VersionDiff } from "@/components/bans/versions/version-diff";
import { VersionTag } from "@/components/bans/versions/version-tag";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { can, isUnlimited } from "@/lib/auth/permissions";
import { basisOf } from "@/lib/bans/basis/queries";
import { namesIn } from "@/lib/bans/choices/queries";
import { versionDifference } from "@/lib/bans/diff/queries";
import { lintBan } from "@/lib/bans/lint/queries";
import { whyNotLint } from "@/lib/bans/lint/rules";
import { getVersion, listComments } from "@/lib/bans/versions/queries";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/review">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, t] = await Promise.all([params, getTranslations("bans.review")]);
  return { title: t("title", { code: id.toUpperCase() }) };
}

export default async function ReviewBanPage({ params }: Props) {
  const [viewer, { id }, t, versions, record] = await Promise.all([
    requireViewer("/bans/{id}/review"),
    params,
    getTranslations("bans"),
    getTranslations("versions"),
    getTranslations("record"),
  ]);
  const ban = await foundBanInWork(viewer, id);
  const now = clockNow();
  const { working } = ban;
  const decides = working !== null && isUnlimited(viewer, "bans:read");
  const [names, basis, version, difference, comments, lint] = await Promise.all([
    namesIn(viewer, ban.content),
    basisOf(viewer, ban.content, null),
    getVersion(viewer, ban.id, ban.version),
    decides && working.number > 1 ? versionDifference(viewer, ban.id, working.number) : null,
    listComments(viewer, ban.id),
    decides && ban.content.selector && ban.content.population ? lintBan(viewer, ban.id, now) : null,
  ]);
  const isChange = ban.version > 1;
  return (
    <>
      <PageHead
        title={isChange ? versions("review.titleChange", { code: ban.code, number: ban.version }) : t("review.title", { code: ban.code })}
        crumbs={[
          { href: "/bans", label: t("list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        status={
          isChange && version ? (
            <VersionTag status={version.status} ban={ban.status} />
          ) : (
            <BanTag ban={{ ...ban, reviewOn: ban.content.reviewOn ?? null }} now={now} />
          )
        }
        meta={
          <>
            {version && <span>{versions("page.written", { who: version.editors.join(", ") })}</span>}
            {ban.submittedAt && (
              <span>
                {t("review.submitted", { who: ban.author })} · <When at={ban.submittedAt} />
              </span>
            )}
          </>
        }
      />
      <div className="grid gap-5">
        {version?.note && <Panel title={versions("review.note")}>{version.note}</Panel>}
        {difference && <VersionDiff code={ban.code} difference={difference} opensPeople />}
        <Panel title={t("review.says")}>
          <CheckAnswers ban={ban} names={names} />
        </Panel>
        {can(viewer, "bans:record") && (
          <Panel title={record("basis")}>
            <BasisTables basis={basis} path={`/bans/${ban.code}/review`} isPublished={false} />
          </Panel>
        )}
        {lint && <LintList lint={lint} viewer={viewer} asOf={now} />}
        {lint && <RadiusView radius={lint.radius} asOf={now} code={ban.code} path={`/bans/${ban.code}/review`} />}
        {version && <Approvals version={version} />}
        <BanDecision
          ban={ban}
          viewer={viewer}
          people={lint?.radius.population.people ?? 0}
          whyNotLint={lint && working?.status === "APPROVED" ? whyNotLint(lint.findings, lint.acceptances, "publication") : null}
        />
        <Comments ban={ban} comments={comments} viewer={viewer} />
      </div>
    </>
  );
}
