import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundSource } from "@/app/(app)/sources/[id]/found-source";
import { KeptCopies } from "@/components/attachments/kept-copies";
import { LedgerLog } from "@/components/claims/ledger-log";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { SourceCitations } from "@/components/sources/source-citations";
import { SourceClaims } from "@/components/sources/source-claims";
import { SourceFacts } from "@/components/sources/source-facts";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listAttachments } from "@/lib/risk/attachments/queries";
import { ledgerEvents } from "@/lib/risk/claims/detail/queries";
import { sourceCode, sourceName } from "@/lib/risk/sources/rules";

type Props = PageProps<"/sources/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }] = await Promise.all([requireViewer("/sources/{id}"), params]);
  return { title: sourceName(await foundSource(viewer, id)) };
}

export default async function SourcePage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([requireViewer("/sources/{id}"), params, searchParams, getTranslations("sources")]);
  const source = await foundSource(viewer, id);
  const place = { kind: "source" as const, id: source.id };
  const [events, copies] = await Promise.all([ledgerEvents(viewer, "source", source.id), listAttachments(viewer, place)]);
  const mayWrite = can(viewer, "risk:write");
  return (
    <>
      <PageHead
        title={source.title ?? source.publisher}
        crumbs={[{ href: "/sources", label: t("title") }]}
        meta={sourceCode(source.id)}
        actions={
          mayWrite && (
            <LinkButton href={`/sources/${source.id}/edit`} variant="primary">
              {t("page.edit")}
            </LinkButton>
          )
        }
      />
      <RiskTabs current="sources" />
      <div className="grid gap-5">
        <SourceFacts source={source} />
        <SourceClaims claims={source.claimsResting} />
        <SourceCitations source={source} />
        <KeptCopies place={place} copies={copies} mayWrite={mayWrite} address={{ path: `/sources/${source.id}`, search }} />
        <LedgerLog title={t("page.audit")} events={events} />
      </div>
    </>
  );
}
