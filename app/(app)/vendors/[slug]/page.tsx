import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { verdictScope } from "@/app/(app)/registry/verdict-scope";
import { foundVendor } from "@/app/(app)/vendors/[slug]/found-vendor";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { VendorFacts } from "@/components/registry/vendor-facts";
import { VendorFamilies } from "@/components/registry/vendor-families";
import { VendorTools } from "@/components/registry/vendor-tools";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { EventForm } from "@/components/vendors/event-form";
import { Ownership } from "@/components/vendors/ownership";
import { Timeline } from "@/components/vendors/timeline";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { slugParams, toolTableSchema } from "@/lib/registry/schema";
import { listTools } from "@/lib/registry/search/queries";
import { listVendorEvents } from "@/lib/registry/vendors/events/queries";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { getVendor } from "@/lib/registry/vendors/queries";

type Props = PageProps<"/vendors/[slug]">;

const EVENTS = 30;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }] = await Promise.all([requireViewer("/vendors/{slug}"), params]);
  return { title: (await foundVendor(viewer, slug)).name };
}

/** The name of the merged vendor whose address led here. */
async function cameFrom(viewer: Viewer, from: string | undefined): Promise<string | null> {
  const isSlug = from !== undefined && slugParams.safeParse({ slug: from }).success;
  return isSlug ? ((await getVendor(viewer, from))?.mergedFrom?.name ?? null) : null;
}

export default async function VendorPage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/vendors/{slug}"),
    params,
    searchParams,
    getTranslations("vendors"),
  ]);
  const vendor = await foundVendor(viewer, slug);
  const now = clockNow();
  const { sort } = toolTableSchema.parse(search);
  const table = toolTableSchema.parse({ vendor: slug, sort, size: "200" });
  const [{ rows }, events, mergedFrom] = await Promise.all([
    verdictScope(viewer, null, now).then((scope) => listTools(viewer, table, scope)),
    listVendorEvents(viewer, slug, { cursor: firstOf(search.after), limit: EVENTS }),
    cameFrom(viewer, firstOf(search.from)),
  ]);
  const address: Address = { path: `/vendors/${slug}`, search };
  const mayWrite = can(viewer, "registry:write");
  return (
    <>
      <PageHead
        title={vendor.name}
        crumbs={[{ href: "/vendors", label: t("title") }]}
        actions={
          mayWrite && (
            <>
              <LinkButton href={`/vendors/${slug}/merge`}>{t("page.merge")}</LinkButton>
              <LinkButton href={`/vendors/${slug}/edit`} variant="primary">
                {t("page.edit")}
              </LinkButton>
            </>
          )
        }
      />
      <RegistryTabs current="vendors" />
      <div className="grid gap-5">
        {mergedFrom && (
          <Notice tone="review" role="status">
            {t("page.mergedFrom", { loser: mergedFrom, winner: vendor.name })}
          </Notice>
        )}
        <VendorFacts vendor={vendor} />
        <Ownership vendor={vendor} />
        {mayWrite && firstOf(search.record) && <EventForm slug={slug} today={localDay(now, viewer.zone)} />}
        <Timeline
          vendor={vendor}
          events={events ?? notFound()}
          address={address}
          mayWrite={mayWrite}
          removing={Number(firstOf(search.remove)) || null}
        />
        <VendorTools vendor={vendor.name} tools={rows} address={address} sort={sort} />
        <VendorFamilies families={vendor.families} />
      </div>
    </>
  );
}
