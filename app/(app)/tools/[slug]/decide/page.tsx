import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AudienceStep } from "@/components/decisions/audience-step";
import { decidePath } from "@/components/decisions/audience-words";
import { DecisionPreview } from "@/components/decisions/decision-preview";
import { DecisionStep, Withdrawal } from "@/components/decisions/decision-step";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { findTeams } from "@/lib/bans/choices/queries";
import { banFactsFor } from "@/lib/bans/queries";
import { now as clockNow } from "@/lib/clock";
import { getTeam } from "@/lib/people/queries";
import { countriesOfPeople, previewDecision } from "@/lib/registry/decisions/queries";
import { isSameAudience, tomorrowOf } from "@/lib/registry/decisions/rules";
import { decidePageSchema } from "@/lib/registry/decisions/schema";
import { decisionsInForce, findTool } from "@/lib/registry/queries";

type Props = PageProps<"/tools/[slug]/decide">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/decide"), params, getTranslations("decisions.form")]);
  const tool = await findTool(viewer, slug);
  return { title: t("question", { tool: tool?.name ?? "" }) };
}

/** Whom for, then what: two steps at one address, so that what is previewed is what is decided. */
export default async function DecidePage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t, tr] = await Promise.all([
    requireViewer("/tools/{slug}/decide"),
    params,
    searchParams,
    getTranslations("decisions"),
    getTranslations("registry"),
  ]);
  const { team: kept, choose, workerTypes, countries, q, step } = decidePageSchema.parse(search);
  const chosen = choose ?? kept;
  const [tool, team] = await Promise.all([findTool(viewer, slug), chosen ? getTeam(viewer, chosen) : null]);
  if (!tool) notFound();
  const now = clockNow();
  const audience = { team: team?.id, workerTypes, countries };
  const [decisions, bans, preview] = await Promise.all([
    decisionsInForce([tool.id]),
    banFactsFor(viewer, [tool.id], null),
    previewDecision(viewer, tool.id, audience, "APPROVED", now),
  ]);
  const ban = bans.get(tool.id)?.find(({ status }) => status === "PUBLISHED");
  const named = { team: team?.name ?? null, teamPath: team?.path ?? null, workerTypes, countries };
  const inForce = decisions.get(tool.id)?.find((decision) => isSameAudience(decision, named)) ?? null;
  const path = `/tools/${slug}/decide`;
  const crumbs = [
    { href: "/registry", label: tr("title") },
    { href: `/tools/${slug}`, label: tool.name },
  ];
  return (
    <>
      <PageHead title={t("form.question", { tool: tool.name })} crumbs={crumbs} />
      <div className="grid gap-5">
        {ban && <Notice tone="banned">{t("form.banned", { code: ban.code })}</Notice>}
        {step === "decision" ? (
          <>
            <DecisionPreview audience={named} preview={preview} changeHref={decidePath(slug, audience, false)} path={path} />
            <DecisionStep slug={slug} audience={audience} inForce={inForce} tomorrow={tomorrowOf(now)} />
            {inForce && <Withdrawal slug={slug} decision={inForce} />}
          </>
        ) : (
          <>
            <AudienceStep
              slug={slug}
              team={team}
              workerTypes={workerTypes}
              countries={countries}
              offered={await countriesOfPeople(viewer)}
              q={q}
              found={q && choose === undefined ? await findTeams(viewer, q) : null}
            />
            <DecisionPreview audience={named} preview={preview} changeHref={null} path={path} />
          </>
        )}
      </div>
    </>
  );
}
