import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UpdatesTable } from "@/components/catalogue/updates-table";
import { UploadForm } from "@/components/catalogue/upload-form";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { countProposals, listUpdates, updateListQuery } from "@/lib/registry/catalogue/updates/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

export default async function CataloguePage({ searchParams }: PageProps<"/catalogue">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/catalogue"), searchParams, getTranslations("catalogue")]);
  const list = updateListQuery.catch({ limit: 50 }).parse({ cursor: search.after });
  const [{ items, next }, proposals] = await Promise.all([listUpdates(viewer, list), countProposals(viewer)]);
  const address: Address = { path: "/catalogue", search };
  const isOfficer = can(viewer, "registry:write");
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} actions={<LinkButton href="/api/v1/registry/export">{t("export")}</LinkButton>} />
      <RegistryTabs current="catalogue" />
      <div className="grid gap-5">
        {isOfficer && proposals.newest !== null && (
          <Notice
            tone="due"
            title={t("waiting.title", { n: proposals.n })}
            actions={<LinkButton href={`/catalogue/${proposals.newest}`}>{t("waiting.action")}</LinkButton>}
          >
            {t("waiting.body")}
          </Notice>
        )}
        <div className="min-w-0">
          <UpdatesTable updates={items} address={address} />
          <KeysetPager address={address} next={next} shown={items.length} />
        </div>
        {isOfficer && <UploadForm />}
      </div>
    </>
  );
}
