import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UploadForm } from "@/components/inventory/upload-form";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { Tabs } from "@/components/ui/tabs";
import { requireViewer } from "@/lib/auth/page";
import { SourceSystem } from "@/prisma/generated/enums";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inventory"))("upload.title") };
}

const SYSTEMS = Object.values(SourceSystem);

export default async function UploadPage({ searchParams }: PageProps<"/imports/new">) {
  const [, search, t] = await Promise.all([requireViewer("/imports/new"), searchParams, getTranslations("inventory")]);
  const system = SYSTEMS.find((one) => one.toLowerCase() === search.system) ?? "FLEET";
  return (
    <>
      <PageHead title={t("upload.title")} crumbs={[{ href: "/imports", label: t("imports.title") }]} meta={t("upload.lead")} />
      <Tabs
        label={t("upload.systems")}
        tabs={SYSTEMS.map((one) => ({
          href: `/imports/new?system=${one.toLowerCase()}`,
          label: t(`system.${one}`),
          isCurrent: one === system,
        }))}
      />
      <Panel>
        <UploadForm key={system} system={system} uploadKey={randomUUID()} />
      </Panel>
    </>
  );
}
