import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/ui/page-head";
import { VendorForm } from "@/components/vendors/vendor-form";
import { requireViewer } from "@/lib/auth/page";
import { vendorSuggestions } from "@/lib/registry/vendors/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vendors"))("form.newTitle") };
}

export default async function NewVendorPage() {
  const [viewer, t] = await Promise.all([requireViewer("/vendors/new"), getTranslations("vendors")]);
  return (
    <>
      <PageHead title={t("form.newTitle")} crumbs={[{ href: "/vendors", label: t("title") }]} />
      <VendorForm vendor={null} suggestions={await vendorSuggestions(viewer)} />
    </>
  );
}
