import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EditAccessForms } from "@/components/models/access-form";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { getAccess } from "@/lib/registry/models/access/queries";
import { accessParams } from "@/lib/registry/models/access/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("access.title") };
}

export default async function EditAccessPage({ params }: PageProps<"/models/access/[id]">) {
  const [viewer, asked, t] = await Promise.all([requireViewer("/models/access/{id}"), params, getTranslations("models")]);
  const { data } = accessParams.safeParse(asked);
  const edge = data ? await getAccess(viewer, data.id) : null;
  if (!edge) notFound();
  const crumbs = [
    { href: "/models", label: t("title") },
    { href: `/models/${edge.family.slug}`, label: edge.family.name },
  ];
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={t("access.heading", { tool: edge.tool.name, family: edge.family.name, channel: edge.channel.label })}
          crumbs={crumbs}
          meta={t("access.control", { kind: t(`kind.${edge.channel.kind}`), controller: edge.channel.controlledBy?.name ?? t("nobody") })}
          actions={<LinkButton href={`/tools/${edge.tool.slug}`}>{t("access.openTool", { tool: edge.tool.name })}</LinkButton>}
        />
      </div>
      <EditAccessForms edge={edge} />
    </div>
  );
}
