import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskForm } from "@/components/requests/ask-form";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { findTool } from "@/lib/registry/queries";
import { waitingFor } from "@/lib/registry/requests/queries";
import { askPageSchema } from "@/lib/registry/requests/schema";
import { listUses } from "@/lib/registry/search/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests.ask"))("title") };
}

export default async function AskPage({ searchParams }: PageProps<"/me/requests/new">) {
  const [viewer, search, t, mine] = await Promise.all([
    requireViewer("/me/requests/new"),
    searchParams,
    getTranslations("requests.ask"),
    getTranslations("requests.mine"),
  ]);
  const { name = "", tool: slug } = askPageSchema.parse(search);
  const tool = slug ? await findTool(viewer, slug) : null;
  const [uses, waiting] = await Promise.all([listUses(viewer), waitingFor(viewer, tool?.name ?? name)]);
  return (
    <>
      <PageHead title={tool ? t("titleFor", { tool: tool.name }) : t("title")} crumbs={[{ href: "/me/requests", label: mine("title") }]} />
      <Panel>
        <AskForm name={name} tool={tool} uses={uses} waiting={waiting} />
      </Panel>
    </>
  );
}
