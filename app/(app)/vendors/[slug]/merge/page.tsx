import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundVendor } from "@/app/(app)/vendors/[slug]/found-vendor";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { MergePlan } from "@/components/vendors/merge-plan";
import { MergeSearch } from "@/components/vendors/merge-search";
import { requireViewer } from "@/lib/auth/page";
import { previewMerge } from "@/lib/registry/vendors/merge/queries";
import { getVendor, listVendors } from "@/lib/registry/vendors/queries";
import { mergePageSchema } from "@/lib/registry/vendors/schema";

type Props = PageProps<"/vendors/[slug]/merge">;

const FOUND = 20;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/vendors/{slug}/merge"), params, getTranslations("vendors")]);
  return { title: t("merge.title", { vendor: (await foundVendor(viewer, slug, "/merge")).name }) };
}

export default async function MergeVendorPage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/vendors/{slug}/merge"),
    params,
    searchParams,
    getTranslations("vendors"),
  ]);
  const vendor = await foundVendor(viewer, slug, "/merge");
  const { q, into } = mergePageSchema.parse(search);
  const winner = into ? await getVendor(viewer, into) : null;
  const plan = winner && (await previewMerge(viewer, { slug: vendor.slug, into: winner.slug }));
  const found = !plan && q ? await listVendors(viewer, { q, limit: FOUND }) : null;
  const address: Address = { path: `/vendors/${vendor.slug}/merge`, search };
  const crumbs = [
    { href: "/vendors", label: t("title") },
    { href: `/vendors/${vendor.slug}`, label: vendor.name },
  ];
  return (
    <>
      <PageHead title={t("merge.title", { vendor: vendor.name })} crumbs={crumbs} />
      <p className="mb-5 max-w-[80ch]">{t("merge.lead", { vendor: vendor.name })}</p>
      {plan ? (
        <MergePlan plan={plan} address={address} />
      ) : (
        <MergeSearch
          address={address}
          q={q ?? ""}
          found={found?.items.filter((one) => one.slug !== vendor.slug) ?? null}
          isCut={found?.next != null}
        />
      )}
    </>
  );
}
