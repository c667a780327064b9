import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExceptionsTable } from "@/components/exceptions/exceptions-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { ownExceptions } from "@/lib/bans/exceptions/queries";
import { now as clockNow } from "@/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exceptions.mine"))("title") };
}

export default async function OwnExceptionsPage({ searchParams }: PageProps<"/me/exceptions">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/me/exceptions"), searchParams, getTranslations("exceptions.mine")]);
  const exceptions = await ownExceptions(viewer);
  return (
    <>
      <PageHead title={t("title")} actions={<LinkButton href="/exceptions/new">{t("request")}</LinkButton>} />
      {exceptions.length > 0 ? (
        <ExceptionsTable
          exceptions={exceptions}
          address={{ path: "/me/exceptions", search }}
          filters={{ state: "all" }}
          now={clockNow()}
          isPlain
        />
      ) : (
        <div className="card">
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        </div>
      )}
    </>
  );
}
