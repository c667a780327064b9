import type { Metadata } from "next";
import Link from "next/link";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { SubjectPart } from "@/app/(app)/hygiene/subject-part";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { findSubject } from "@/lib/risk/hygiene/queries";

type Props = PageProps<"/tools/[slug]/hygiene">;

/** Once for the title and the page. */
const asked = cache(async (viewer: Viewer, slug: string) => (await findSubject(viewer, { kind: "tool", slug })) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/hygiene"), params, getTranslations("hygiene")]);
  return { title: t("of", { name: (await asked(viewer, slug)).name }) };
}

export default async function ToolHygienePage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/tools/{slug}/hygiene"),
    params,
    searchParams,
    getTranslations("hygiene"),
  ]);
  const subject = await asked(viewer, slug);
  if (subject.slug !== slug) permanentRedirect(`/tools/${subject.slug}/hygiene`);
  const vendors = subject.levels.filter(({ kind }) => kind === "vendor");
  return (
    <>
      <PageHead
        title={t("of", { name: subject.name })}
        crumbs={[{ href: `/tools/${slug}`, label: subject.name }]}
        meta={
          <>
            <span className="max-w-[80ch]">{t("page.toolLead")}</span>
            {vendors.map((vendor) => (
              <Link key={vendor.id} className="link" href={`/vendors/${vendor.slug}/hygiene`}>
                {t("page.vendorAnswers", { name: vendor.name })}
              </Link>
            ))}
          </>
        }
        actions={
          <>
            <LinkButton href={`/tools/${slug}/dependency`}>{t("page.dependency")}</LinkButton>
            <LinkButton href={`/api/v1/tools/${slug}/hygiene?format=csv`}>{t("import.export")}</LinkButton>
          </>
        }
      />
      <RiskTabs current="hygiene" />
      <SubjectPart viewer={viewer} subject={subject} search={search} />
    </>
  );
}
