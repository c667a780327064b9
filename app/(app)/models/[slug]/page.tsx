import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { companyVerdicts } from "@/app/(app)/models/company-verdicts";
import { AccessFilters } from "@/components/models/access-filters";
import { AccessGraph } from "@/components/models/access-graph";
import { AccessOutline } from "@/components/models/access-outline";
import { AccessTable } from "@/components/models/access-table";
import { FamilyFacts } from "@/components/models/family-facts";
import { treeOf } from "@/components/models/graph-tree";
import { ModelReading } from "@/components/models/model-reading";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now } from "@/lib/clock";
import { routesOf } from "@/lib/registry/models/access/queries";
import { readingOf, routesShown, sortedRoutes } from "@/lib/registry/models/access/rules";
import { routeTableSchema } from "@/lib/registry/models/access/schema";
import { getFamily } from "@/lib/registry/models/queries";
import { VERDICTS } from "@/lib/registry/rules";

/** Once for the title and the page. */
const familyOf = cache(getFamily);

export async function generateMetadata({ params }: PageProps<"/models/[slug]">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/models/{slug}"), params, getTranslations("models")]);
  return { title: (await familyOf(viewer, slug))?.name ?? t("title") };
}

/** The access graph read from one family: in sentences, as a picture, and as a table of the same rows. */
export default async function FamilyPage({ params, searchParams }: PageProps<"/models/[slug]">) {
  const [viewer, { slug }, search, t] = await Promise.all([
    requireViewer("/models/{slug}"),
    params,
    searchParams,
    getTranslations("models"),
  ]);
  const [family, all] = await Promise.all([familyOf(viewer, slug), routesOf(viewer, slug)]);
  if (!family) notFound();
  const table = routeTableSchema.parse(search);
  const verdictOf = await companyVerdicts(viewer, [...new Set(all.map(({ tool }) => tool.id))], now());
  const shown = routesShown(all, table).map((route) => ({ ...route, verdict: verdictOf(route.tool.id) }));
  const rows = sortedRoutes(shown, table.sort, ({ verdict }) => VERDICTS.indexOf(verdict.kind));
  const [whole, part] = [readingOf(all), readingOf(shown)];
  const inAnyMode = readingOf(routesShown(all, { ...table, mode: undefined }));
  const path = `/models/${slug}`;
  const address: Address = { path, search };
  const tree = treeOf(shown, new Set(table.open), all);
  const canEdit = can(viewer, "registry:write");
  return (
    <>
      <PageHead
        title={family.name}
        crumbs={[{ href: "/models", label: t("title") }]}
        actions={
          canEdit && (
            <>
              <LinkButton href={`${path}/edit`}>{t("editFamily")}</LinkButton>
              <LinkButton href={`/models/access/new?family=${slug}`} variant="primary">
                {t("recordAccess")}
              </LinkButton>
            </>
          )
        }
      />
      <RegistryTabs current="models" />
      <div className="grid gap-5">
        <ModelReading path={path} family={family} reading={whole} also={family.also} />
        {all.length > 0 && (
          <>
            <div className="-mb-3">
              <AccessFilters address={address} table={table} controllers={whole.controllers} />
            </div>
            <Panel id="graph" title={t("graph.heading")} aside={t("graph.size", { channels: part.channels, tools: part.tools })}>
              <div className="graph-box">
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
                <section className="graph-frame" aria-label={t("graph.heading")} tabIndex={0}>
                  <AccessGraph
                    address={address}
                    family={family}
                    tree={tree}
                    open={table.open}
                    reading={part}
                    inAnyMode={inAnyMode}
                    mode={table.mode}
                  />
                </section>
                <div className="graph-outline">
                  <AccessOutline address={address} family={family} tree={tree} open={table.open} />
                </div>
              </div>
            </Panel>
            <Panel id="routes" title={t("table.heading")} isFlush>
              <AccessTable family={family.name} routes={rows} tools={part.tools} address={address} sort={table.sort} canEdit={canEdit} />
            </Panel>
          </>
        )}
        <FamilyFacts family={family} />
      </div>
    </>
  );
}
