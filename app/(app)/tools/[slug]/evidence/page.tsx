import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { KnownGroup, KnownList, KnownPart } from "@/components/claims/known-claims";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { knownOf } from "@/lib/risk/claims/known/queries";

type Props = PageProps<"/tools/[slug]/evidence">;

/** Once for the title and the page. */
const known = cache(knownOf);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/evidence"), params, getTranslations("claims.known")]);
  const said = await known(viewer, slug);
  return said ? { title: t("title", { tool: said.tool.name }) } : {};
}

/** What we know, what is disputed and what is open: for everybody. */
export default async function ToolEvidencePage({ params }: Props) {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/evidence"), params, getTranslations("claims.known")]);
  const said = (await known(viewer, slug)) ?? notFound();
  const { tool } = said;
  if (tool.slug !== slug) redirect(`/tools/${tool.slug}/evidence`);
  const isEmpty = [said.known, said.disputed, said.open, said.withdrawn].every((part) => part.length === 0);
  return (
    <>
      <PageHead
        title={t("title", { tool: tool.name })}
        crumbs={[
          { href: "/tools", label: t("crumb") },
          { href: `/tools/${tool.slug}`, label: tool.name },
        ]}
        meta={<span className="max-w-[80ch]">{t("lead")}</span>}
        actions={<LinkButton href={`/tools/${tool.slug}`}>{t("answer", { tool: tool.name })}</LinkButton>}
      />
      {isEmpty ? (
        <EmptyState title={t("empty", { tool: tool.name })}>{t("emptyText")}</EmptyState>
      ) : (
        <div className="grid gap-5">
          <KnownPart id="known" title={t("known")} lead={t("knownLead")} isEmpty={said.known.length === 0}>
            <KnownList claims={said.known} />
          </KnownPart>
          <KnownPart id="disputed" title={t("disputed")} lead={t("disputedLead")} isEmpty={said.disputed.length === 0}>
            <ul className="grid gap-5">
              {said.disputed.map((group) => (
                <KnownGroup key={group[0]?.id} claims={group} />
              ))}
            </ul>
          </KnownPart>
          <KnownPart id="open" title={t("open")} lead={t("openLead")} isEmpty={said.open.length === 0}>
            <KnownList claims={said.open} />
          </KnownPart>
          {said.withdrawn.length > 0 && (
            <KnownPart id="withdrawn" title={t("withdrawn")} lead={t("withdrawnLead")} isEmpty={false}>
              <KnownList claims={said.withdrawn} />
            </KnownPart>
          )}
        </div>
      )}
    </>
  );
}
