import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ChooseInputs, PreviewInputs } from "@/components/dependency/change-inputs";
import { InputHistory } from "@/components/dependency/input-history";
import { InputsTable } from "@/components/dependency/inputs-table";
import { RatioPanel } from "@/components/dependency/ratio";
import { UsagePanel } from "@/components/dependency/usage-panel";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { dependencyHistory, dependencyOfTool, usageByTeam } from "@/lib/risk/dependency/queries";
import { changedKeys, changedLevels, dependencyOf, type SetLevels } from "@/lib/risk/dependency/rules";
import { dependencyPageSchema } from "@/lib/risk/dependency/schema";
import { claimChoices, findSubject } from "@/lib/risk/hygiene/queries";

type Props = PageProps<"/tools/[slug]/dependency">;

/** Once for the title and the page. */
const asked = cache(async (viewer: Viewer, slug: string) => (await findSubject(viewer, { kind: "tool", slug })) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/dependency"), params, getTranslations("dependency")]);
  return { title: t("title", { name: (await asked(viewer, slug)).name }) };
}

/** How much rests on a tool, what that number comes from, and what another input would change. */
export default async function DependencyPage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t, words] = await Promise.all([
    requireViewer("/tools/{slug}/dependency"),
    params,
    searchParams,
    getTranslations("dependency"),
    getTranslations("hygiene"),
  ]);
  const subject = await asked(viewer, slug);
  if (subject.slug !== slug) permanentRedirect(`/tools/${subject.slug}/dependency`);
  const mayWrite = can(viewer, "risk:write");
  const changes = mayWrite ? dependencyPageSchema.parse(search) : {};
  const isPreviewing = Object.values(changes).some((change) => change !== undefined);
  const [found, teams, past, claims] = await Promise.all([
    dependencyOfTool(viewer, subject.id),
    usageByTeam(viewer, subject.id),
    dependencyHistory(viewer, subject.id),
    isPreviewing ? claimChoices(viewer, subject) : [],
  ]);
  const set: SetLevels = Object.fromEntries(Object.values(found.set).map(({ key, level }) => [key, level]));
  const path = `/tools/${slug}/dependency`;
  return (
    <>
      <PageHead
        title={t("title", { name: subject.name })}
        crumbs={[{ href: `/tools/${slug}`, label: subject.name }]}
        meta={<span className="max-w-[80ch]">{t("lead")}</span>}
        actions={<LinkButton href={`/tools/${slug}/hygiene`}>{words("title")}</LinkButton>}
      />
      <RiskTabs current="risk" />
      <div className="grid gap-5">
        <RatioPanel dependency={found.dependency} />
        <InputsTable found={found} path={path} />
        {isPreviewing && (
          <PreviewInputs
            {...{ found, changes, path, slug, claims }}
            changed={changedKeys(set, changes)}
            after={dependencyOf(changedLevels(set, changes), found.usage)}
          />
        )}
        {mayWrite && <ChooseInputs found={found} changes={changes} path={path} />}
        <UsagePanel usage={found.usage} teams={teams} path={path} />
        <InputHistory past={past} path={path} />
      </div>
    </>
  );
}
