import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { DecisionTables } from "@/components/risk/decision-tables";
import { EditionDifference } from "@/components/risk/edition-difference";
import { EditionBreaks, EditionFacts, SettleEdition } from "@/components/risk/edition-parts";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now } from "@/lib/clock";
import { getEdition } from "@/lib/risk/tables/queries";
import { editionParams } from "@/lib/risk/tables/settle-schema";

type Props = PageProps<"/risk/tables/[id]">;

const editionAt = cache(async (given: string) => {
  const viewer = await requireViewer("/risk/tables/{id}");
  const parsed = editionParams.safeParse({ id: given });
  return { viewer, edition: parsed.success ? await getEdition(viewer, parsed.data.id, now()) : null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ edition }, t] = await Promise.all([editionAt((await params).id), getTranslations("classes.tables.edition")]);
  return { title: edition ? t("title", { version: edition.version }) : undefined };
}

/** One edition: what it is, what adopting it would change, and its rows. */
export default async function RiskTablePage({ params }: Props) {
  const [{ viewer, edition }, t, list, upload] = await Promise.all([
    editionAt((await params).id),
    getTranslations("classes.tables.edition"),
    getTranslations("classes.tables.list"),
    getTranslations("classes.tables.upload"),
  ]);
  if (!edition) notFound();
  const { id, version, status, breaks, difference } = edition;
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={t("title", { version })}
          crumbs={[{ href: "/risk/tables", label: list("title") }]}
          actions={<LinkButton href={`/api/v1/risk-tables/${id}/content`}>{upload("json")}</LinkButton>}
        />
        <RiskTabs current="risk" />
      </div>
      <EditionBreaks breaks={breaks} />
      <EditionFacts edition={edition} />
      {difference && <EditionDifference difference={difference} path={`/risk/tables/${id}`} />}
      {status === "PROPOSED" && (
        <SettleEdition
          id={id}
          version={version}
          isOwn={edition.proposedById === viewer.personId}
          can={{ adopt: can(viewer, "risk:approve"), discard: can(viewer, "risk:write") }}
        />
      )}
      <DecisionTables edition={edition.content} values="none" />
    </div>
  );
}
