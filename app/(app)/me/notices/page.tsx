import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NoticeList } from "@/components/notices/notice-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { ownNotices } from "@/lib/outbox/queries";
import { noticePageSchema } from "@/lib/outbox/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NoticesPage({ searchParams }: PageProps<"/me/notices">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/me/notices"), searchParams, getTranslations("notices")]);
  const { items, next } = await ownNotices(viewer, noticePageSchema.parse({ cursor: search.after }));
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <Panel>
        {items.length > 0 ? (
          <NoticeList notices={items} readsBans={can(viewer, "bans:read")} />
        ) : (
          <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
        )}
      </Panel>
      <KeysetPager address={{ path: "/me/notices", search }} next={next} shown={items.length} />
    </>
  );
}
