import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { verdictScope } from "@/app/(app)/registry/verdict-scope";
import { VendorFacts } from "@/components/registry/vendor-facts";
import { VendorFamilies } from "@/components/registry/vendor-families";
import { VendorTools } from "@/components/registry/vendor-tools";
import type { Address } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now } from "@/lib/clock";
import { toolTableSchema } from "@/lib/registry/schema";
import { listTools } from "@/lib/registry/search/queries";
import { getVendor } from "@/lib/registry/vendors/queries";

export async function generateMetadata({ params }: PageProps<"/vendors/[slug]">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/vendors/{slug}"), params, getTranslations("registry")]);
  return { title: (await getVendor(viewer, slug))?.name ?? t("title") };
}

export default async function VendorPage({ params, searchParams }: PageProps<"/vendors/[slug]">) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/vendors/{slug}"),
    params,
    searchParams,
    getTranslations("registry"),
  ]);
  const vendor = await getVendor(viewer, slug);
  if (!vendor) notFound();
  const { sort } = toolTableSchema.parse(search);
  const table = toolTableSchema.parse({ vendor: slug, sort, size: "200" });
  const { rows } = await listTools(viewer, table, await verdictScope(viewer, null, now()));
  const address: Address = { path: `/vendors/${slug}`, search };
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead title={vendor.name} crumbs={[{ href: "/registry", label: t("title") }]} />
      </div>
      <VendorFacts vendor={vendor} />
      <VendorTools vendor={vendor.name} tools={rows} address={address} sort={sort} />
      <VendorFamilies families={vendor.families} />
    </div>
  );
}
