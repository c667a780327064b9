import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EndNotice } from "@/components/bans/ban-ending";
import { BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { BanTag } from "@/components/bans/ban-tag";
import { CheckAnswers } from "@/components/bans/check-answers";
import { BasisTables } from "@/components/bans/record/basis";
import { CoveredPart } from "@/components/bans/record/covered";
import { CommentsPart, LifePart, LintPart, VersionsPart } from "@/components/bans/record/decided";
import { DriftPart, DutiesPart, ExceptionsPart, NoticesPart } from "@/components/bans/record/followed";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { namesIn } from "@/lib/bans/choices/queries";
import { getRecord } from "@/lib/bans/record/queries";
import { unansweredIn } from "@/lib/bans/record/rules";
import { banIdOf } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/record">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, t] = await Promise.all([params, getTranslations("record")]);
  return { title: t("title", { code: id.toUpperCase() }) };
}

/** One document: everything that was decided about a ban, to be read, printed or taken away. */
export default async function BanRecordPage({ params }: Props) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/record"), params, getTranslations()]);
  const banId = banIdOf(id) ?? notFound();
  const now = clockNow();
  const record = (await getRecord(viewer, banId, now)) ?? notFound();
  const { ban } = record;
  const names = await namesIn(viewer, ban.content);
  const path = `/bans/${ban.code}/record`;
  const asOf = (
    <>
      {t("record.asOf")} <When at={ban.endedAt ?? now} kind="dateTime" />
    </>
  );
  return (
    <>
      <PageHead
        title={t("record.title", { code: ban.code })}
        crumbs={[
          { href: "/bans", label: t("bans.list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        status={<BanTag ban={{ ...ban, reviewOn: ban.content.reviewOn ?? null }} now={now} />}
        meta={asOf}
        actions={
          <LinkButton href={`/api/v1/bans/${ban.code}/record`} download>
            {t("record.download")}
          </LinkButton>
        }
      />
      <BanTabs code={ban.code} current="record" shown={banTabsFor(viewer, ban)} />
      <div className="grid gap-5">
        <p className="no-print max-w-[68ch] text-ink-2">{t("record.lead")}</p>
        <EndNotice ban={ban} />
        {record.cut.length > 0 && (
          <Notice tone="due" title={t("record.cut.title")}>
            <ul>
              {record.cut.map((list) => (
                <li key={list}>{t(`record.cut.${list}`)}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Panel title={t("record.says")} id="says">
          <CheckAnswers ban={ban} names={names} />
        </Panel>
        <Panel title={t("record.basis")} id="basis">
          <BasisTables basis={record.basis} path={path} isPublished={ban.publishedAt !== null} />
        </Panel>
        <CoveredPart record={record} path={path} locale={viewer.locale} />
        <DutiesPart duties={record.duties} path={path} asOf={asOf} />
        <VersionsPart versions={record.versions} ban={record.ban.status} />
        <LintPart acceptances={record.acceptances} unanswered={unansweredIn(record.events)} />
        <CommentsPart comments={record.comments} />
        <ExceptionsPart exceptions={record.exceptions} />
        <DriftPart drift={record.drift} />
        <NoticesPart notices={record.notices} path={path} />
        <LifePart events={record.events} />
      </div>
    </>
  );
}
