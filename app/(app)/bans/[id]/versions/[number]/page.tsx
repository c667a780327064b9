import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { CheckAnswers } from "@/components/bans/check-answers";
import { Approvals } from "@/components/bans/versions/approvals";
import { ChangedPeople } from "@/components/bans/versions/changed-people";
import { VersionDiff } from "@/components/bans/versions/version-diff";
import { VersionTag } from "@/components/bans/versions/version-tag";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { isUnlimited } from "@/lib/auth/permissions";
import { namesIn } from "@/lib/bans/choices/queries";
import { changedPeople, versionDifference } from "@/lib/bans/diff/queries";
import { peopleChangeSchema, versionParams } from "@/lib/bans/diff/schema";
import { getVersion } from "@/lib/bans/versions/queries";
import { IN_WORK } from "@/lib/bans/versions/rules";

type Props = PageProps<"/bans/[id]/versions/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id, number }, t] = await Promise.all([params, getTranslations("versions.page")]);
  const asked = versionParams.safeParse({ id, number }).data;
  return { title: t("title", { code: id.toUpperCase(), number: asked?.number ?? 1 }) };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const [viewer, { id, number }, search, t, list] = await Promise.all([
    requireViewer("/bans/{id}/versions/{number}"),
    params,
    searchParams,
    getTranslations("versions.page"),
    getTranslations("bans.list"),
  ]);
  const ban = await foundBan(viewer, id);
  const asked = versionParams.safeParse({ id, number }).data ?? notFound();
  const people = peopleChangeSchema.safeParse({ change: firstOf(search.people), cursor: firstOf(search.after) }).data;
  const [version, difference, changed] = await Promise.all([
    getVersion(viewer, ban.id, asked.number),
    versionDifference(viewer, ban.id, asked.number),
    people ? changedPeople(viewer, ban.id, asked.number, people) : null,
  ]);
  if (!version || !difference) notFound();
  const names = await namesIn(viewer, version.content);
  const isInWork = IN_WORK.some((status) => status === version.status);
  const address: Address = { path: `/bans/${ban.code}/versions/${version.number}`, search };
  return (
    <>
      <PageHead
        title={t("title", { code: ban.code, number: version.number })}
        crumbs={[
          { href: "/bans", label: list("title") },
          { href: `/bans/${ban.code}`, label: ban.code },
          { href: `/bans/${ban.code}/versions`, label: t("versions") },
        ]}
        status={<VersionTag status={version.status} ban={ban.status} />}
        meta={
          <>
            <span>{t("written", { who: version.editors.join(", ") })}</span>
            {version.publishedAt && (
              <span>
                {t("published", { who: version.publisher ?? "–" })} · <When at={version.publishedAt} />
              </span>
            )}
          </>
        }
        actions={isInWork && <LinkButton href={`/bans/${ban.code}/review`}>{t("review")}</LinkButton>}
      />
      <div className="grid gap-5">
        {version.note && <Panel>{version.note}</Panel>}
        {version.endReason && <Panel title={t("ended")}>{version.endReason}</Panel>}
        <VersionDiff code={ban.code} difference={difference} opensPeople={isUnlimited(viewer, "bans:read")} />
        {people && changed && <ChangedPeople change={people.change} people={changed} address={address} />}
        <Approvals version={version} />
        <Panel title={t("whole")}>
          <CheckAnswers ban={{ ...ban, content: version.content }} names={names} />
        </Panel>
      </div>
    </>
  );
}
