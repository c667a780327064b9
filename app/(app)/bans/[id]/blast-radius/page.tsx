import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundBanInWork } from "@/app/(app)/bans/[id]/found-ban";
import { RadiusView } from "@/components/bans/blast-radius/radius-view";
import { LintList } from "@/components/bans/lint/lint-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { lintBan } from "@/lib/bans/lint/queries";
import { inLanguage } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/blast-radius">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/blast-radius"), params, getTranslations("blast")]);
  const ban = await foundBanInWork(viewer, id);
  return { title: t("pageTitle", { title: inLanguage(ban.content.title, viewer.locale) || ban.code }) };
}

/** What the version that is worked on, or binds, touches now; and what a careful colleague would say to it. */
export default async function BlastRadiusPage({ params }: Props) {
  const [viewer, { id }, t, tb] = await Promise.all([
    requireViewer("/bans/{id}/blast-radius"),
    params,
    getTranslations("blast"),
    getTranslations("bans"),
  ]);
  const ban = await foundBanInWork(viewer, id);
  const now = clockNow();
  const lint = ban.content.selector && ban.content.population ? await lintBan(viewer, ban.id, now) : null;
  return (
    <>
      <PageHead
        title={t("title")}
        crumbs={[
          { href: "/bans", label: tb("list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        meta={inLanguage(ban.content.title, viewer.locale)}
      />
      {lint ? (
        <div className="grid gap-5">
          <RadiusView radius={lint.radius} asOf={now} code={ban.code} path={`/bans/${ban.code}/blast-radius`} />
          {ban.working && <LintList lint={lint} viewer={viewer} asOf={now} />}
        </div>
      ) : (
        <Panel>
          <EmptyState title={t("needs")} />
        </Panel>
      )}
    </>
  );
}
