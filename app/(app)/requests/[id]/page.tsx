import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Askings, RequestAnswer } from "@/components/requests/request-detail";
import { REQUEST_TONE } from "@/components/requests/request-tone";
import { PageHead } from "@/components/ui/page-head";
import { Tag } from "@/components/ui/tag";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { findTools } from "@/lib/registry/lookup/queries";
import { getRequest } from "@/lib/registry/requests/queries";
import { requestParams } from "@/lib/registry/requests/schema";

const MOST_SIMILAR = 6;

/** Once for the title and the page. */
const requestOf = cache(async (viewer: Viewer, id: string) => {
  const parsed = requestParams.safeParse({ id });
  return parsed.success ? getRequest(viewer, parsed.data.id) : null;
});

export async function generateMetadata({ params }: PageProps<"/requests/[id]">): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/requests/{id}"), params, getTranslations("requests.list")]);
  return { title: (await requestOf(viewer, id))?.name ?? t("title") };
}

export default async function RequestPage({ params, searchParams }: PageProps<"/requests/[id]">) {
  const [viewer, { id }, search, t] = await Promise.all([
    requireViewer("/requests/{id}"),
    params,
    searchParams,
    getTranslations("requests"),
  ]);
  const request = (await requestOf(viewer, id)) ?? notFound();
  const { tools } = request.status === "OPEN" ? await findTools(viewer, request.name) : { tools: [] };
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={<span className="break-words">{request.name}</span>}
          crumbs={[{ href: "/requests", label: t("list.title") }]}
          status={<Tag tone={REQUEST_TONE[request.status]}>{t(`state.${request.status}`)}</Tag>}
        />
      </div>
      <Askings request={request} address={{ path: `/requests/${id}`, search }} linksPeople={can(viewer, "people:read")} />
      <RequestAnswer request={request} similar={tools.slice(0, MOST_SIMILAR)} canWrite={can(viewer, "registry:write")} />
    </div>
  );
}
