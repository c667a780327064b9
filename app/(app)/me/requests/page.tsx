import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnRequests } from "@/components/requests/own-requests";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { ownRequests } from "@/lib/registry/requests/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests.mine"))("title") };
}

export default async function OwnRequestsPage() {
  const [viewer, t, lookup] = await Promise.all([
    requireViewer("/me/requests"),
    getTranslations("requests.mine"),
    getTranslations("answer.lookup"),
  ]);
  const requests = await ownRequests(viewer);
  return (
    <>
      <PageHead title={t("title")} actions={<LinkButton href="/me/requests/new">{t("new")}</LinkButton>} />
      {requests.length > 0 ? (
        <OwnRequests requests={requests} />
      ) : (
        <EmptyState
          title={t("none")}
          action={
            <LinkButton href="/tools" variant="primary">
              {lookup("title")}
            </LinkButton>
          }
        >
          {t("noneText")}
        </EmptyState>
      )}
    </>
  );
}
