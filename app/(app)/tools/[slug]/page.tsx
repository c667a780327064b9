import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { SameUse } from "@/app/(app)/tools/[slug]/same-use";
import { ToolEvidence } from "@/components/claims/tool-evidence";
import { OtherAnswers } from "@/components/decisions/other-answers";
import { Answer } from "@/components/registry/answer";
import { BanCover } from "@/components/registry/ban-cover";
import { ToolBans } from "@/components/registry/tool-bans";
import { ToolDecisions } from "@/components/registry/tool-decisions";
import { ToolDevices } from "@/components/registry/tool-devices";
import { ToolFacts } from "@/components/registry/tool-facts";
import { ToolHistory } from "@/components/registry/tool-history";
import { ToolIdentifiers } from "@/components/registry/tool-identifiers";
import { ToolModels } from "@/components/registry/tool-models";
import { ToolActions } from "@/components/tools/tool-actions";
import { firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can, isUnlimited } from "@/lib/auth/permissions";
import { banFactsFor } from "@/lib/bans/queries";
import { now } from "@/lib/clock";
import { ownOpenObligation } from "@/lib/compliance/queries";
import { installationsOfPerson } from "@/lib/inventory/queries";
import { decisionHistory } from "@/lib/registry/decisions/queries";
import { otherAnswers } from "@/lib/registry/decisions/rules";
import { getTool, verdictFacts } from "@/lib/registry/queries";
import { decideVerdict } from "@/lib/registry/rules";
import { countKnown } from "@/lib/risk/claims/known/queries";
import { ReleasesPart } from "./releases-part";
import { RiskPart } from "./risk-part";
import { TimelinePart } from "./timeline-part";
import { UsePart } from "./use-part";

/** Once for the title and the page. */
const toolOf = cache(getTool);

export async function generateMetadata({ params }: PageProps<"/tools/[slug]">): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}"), params, getTranslations("answer")]);
  const tool = await toolOf(viewer, slug);
  return { title: tool ? t("question", { tool: tool.name }) : t("lookup.title") };
}

/** One page for all: the answer for whoever asks, then what it rests on. Officers see more of the second part. */
export default async function ToolPage({ params, searchParams }: PageProps<"/tools/[slug]">) {
  const [viewer, { slug }, search, t, tr, td, te] = await Promise.all([
    requireViewer("/tools/{slug}"),
    params,
    searchParams,
    getTranslations("answer"),
    getTranslations("registry"),
    getTranslations("duty"),
    getTranslations("tools"),
  ]);
  const tool = await toolOf(viewer, slug);
  if (!tool) notFound();
  if (tool.slug !== slug) redirect(`/tools/${tool.slug}?from=${slug}`);
  const isOfficer = can(viewer, "registry:read");
  const from = firstOf(search.from);
  const merged = from && from !== slug ? await toolOf(viewer, from) : null;
  const at = now();
  const [{ person, decisions }, history, obligation, installations, claims] = await Promise.all([
    verdictFacts(viewer, [tool.id]),
    isOfficer ? decisionHistory(viewer, tool) : [],
    viewer.personId === null ? null : ownOpenObligation(viewer, tool.id),
    viewer.personId === null ? [] : installationsOfPerson(viewer, viewer.personId, [tool.id]),
    countKnown(viewer, tool.id),
  ]);
  const allBans = await banFactsFor(viewer, "all", person);
  const bans = allBans.get(tool.id) ?? [];
  const own = bans.filter(({ applies }) => applies);
  const verdict = decideVerdict({ decisions, bans }, person, at);
  const crumb = isOfficer ? { href: "/registry", label: tr("title") } : { href: "/tools", label: tr("tool.crumb") };
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={t("question", { tool: tool.name })}
          crumbs={[crumb]}
          meta={merged?.id === tool.id && merged.mergedFrom && te("mergedHere", { name: merged.mergedFrom.name })}
          actions={can(viewer, "registry:write") && <ToolActions tool={tool} />}
        />
      </div>
      <Answer
        tool={tool.name}
        verdict={verdict}
        now={at}
        actions={
          obligation && (
            <LinkButton href={`/me/duties/${obligation}/attest`} size="large">
              {td("attest.button")}
            </LinkButton>
          )
        }
      />
      <SameUse viewer={viewer} tool={tool} kind={verdict.kind} person={person} bans={allBans} now={at} />
      {!verdict.ban && <OtherAnswers answers={otherAnswers(decisions, person, verdict.kind)} />}
      <ToolDevices tool={tool.name} slug={slug} installations={installations.filter(({ goneAt }) => goneAt === null)} />
      <ToolEvidence tool={tool} claims={claims} />
      <TimelinePart viewer={viewer} toolId={tool.id} now={at} />
      {verdict.ban && <BanCover tool={tool.name} clients={tool.clients} ban={verdict.ban} />}
      {isUnlimited(viewer, "bans:read") && can(viewer, "bans:read") && <ToolBans tool={tool.name} slug={slug} bans={bans} now={at} />}
      {isOfficer && (
        <ToolDecisions tool={tool.name} slug={slug} decisions={decisions} history={history} canDecide={can(viewer, "registry:write")} />
      )}
      {can(viewer, "risk:read") && <RiskPart viewer={viewer} tool={tool} now={at} />}
      <ToolFacts tool={tool} isOfficer={isOfficer} />
      <ToolModels tool={tool} isOfficer={isOfficer} canEdit={can(viewer, "registry:write")} />
      <ToolIdentifiers tool={tool} />
      <ReleasesPart viewer={viewer} tool={tool} />
      {isOfficer && <UsePart viewer={viewer} tool={tool} />}
      <ToolHistory decision={verdict.decision} bans={own} />
    </div>
  );
}
