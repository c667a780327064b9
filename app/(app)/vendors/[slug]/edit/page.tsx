import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundVendor } from "@/app/(app)/vendors/[slug]/found-vendor";
import { PageHead } from "@/components/ui/page-head";
import { VendorForm } from "@/components/vendors/vendor-form";
import { requireViewer } from "@/lib/auth/page";
import { vendorSuggestions } from "@/lib/registry/vendors/queries";

type Props = PageProps<"/vendors/[slug]/edit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/vendors/{slug}/edit"), params, getTranslations("vendors")]);
  return { title: t("form.editTitle", { vendor: (await foundVendor(viewer, slug, "/edit")).name }) };
}

export default async function EditVendorPage({ params }: Props) {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/vendors/{slug}/edit"), params, getTranslations("vendors")]);
  const [vendor, suggestions] = await Promise.all([foundVendor(viewer, slug, "/edit"), vendorSuggestions(viewer)]);
  const crumbs = [
    { href: "/vendors", label: t("title") },
    { href: `/vendors/${vendor.slug}`, label: vendor.name },
  ];
  return (
    <>
      <PageHead title={t("form.editTitle", { vendor: vendor.name })} crumbs={crumbs} />
      <VendorForm vendor={vendor} suggestions={suggestions} />
    </>
  );
}
