import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CutoffPart } from "@/app/(app)/bans/[id]/edit/[step]/cutoff-part";
import { foundBanInWork } from "@/app/(app)/bans/[id]/found-ban";
import { BasisStep } from "@/components/bans/basis-step";
import { BlastRadiusStep } from "@/components/bans/blast-radius-step";
import { PopulationStep } from "@/components/bans/population-step";
import { ReplacementStep } from "@/components/bans/replacement-step";
import { ReviewStep } from "@/components/bans/review-step";
import { ScopeStep } from "@/components/bans/scope-step";
import { WizardFrame } from "@/components/bans/wizard-frame";
import { WordsStep } from "@/components/bans/words-step";
import { firstOf, type SearchParams } from "@/components/ui/address";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { countApprovers } from "@/lib/bans/approval/queries";
import { basisOf, findBasis } from "@/lib/bans/basis/queries";
import { findInCatalogue, findTeams, groupsOfPeople, namesIn } from "@/lib/bans/choices/queries";
import { lintBan } from "@/lib/bans/lint/queries";
import type { BanDetail } from "@/lib/bans/queries";
import { choicesOfUseCases } from "@/lib/bans/replacements/queries";
import { missingIn, STEPS, type Step } from "@/lib/bans/rules";
import { populationNow, scopeNow, versionsOfTool } from "@/lib/bans/selector/queries";
import { isNamed } from "@/lib/bans/selector/rules";
import { toolUse } from "@/lib/bans/use/queries";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/edit/[step]">;

function stepOf(name: string): Step {
  return STEPS.find((step) => step === name) ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id, step }, t] = await Promise.all([params, getTranslations("bans.wizard")]);
  return { title: `${t(`${stepOf(step)}.question`)} – ${id.toUpperCase()}` };
}

export default async function EditBanPage({ params, searchParams }: Props) {
  const [viewer, { id, step: name }, search] = await Promise.all([requireViewer("/bans/{id}/edit/{step}"), params, searchParams]);
  const step = stepOf(name);
  const ban = await foundBanInWork(viewer, id);
  if (ban.working?.status !== "DRAFT") redirect(`/bans/${ban.code}/review`);
  return (
    <WizardFrame ban={ban} step={step} missing={missingIn(ban.content)}>
      <Body viewer={viewer} ban={ban} step={step} search={search} />
    </WizardFrame>
  );
}

async function Body({ viewer, ban, step, search }: { viewer: Viewer; ban: BanDetail; step: Step; search: SearchParams }) {
  const q = firstOf(search.q)?.trim() ?? "";
  switch (step) {
    case "scope": {
      const asked = Number(firstOf(search.versions));
      const [chosen, found, now, versionsOf] = await Promise.all([
        namesIn(viewer, ban.content),
        q ? findInCatalogue(viewer, q) : null,
        scopeNow(viewer, ban.content, ban.id),
        isNamed(ban.content, asked) ? versionsOfTool(viewer, asked) : null,
      ]);
      return <ScopeStep ban={ban} chosen={chosen} q={q} found={found} now={now} versionsOf={versionsOf} />;
    }
    case "population": {
      const [chosen, groups, found, counts] = await Promise.all([
        namesIn(viewer, ban.content),
        groupsOfPeople(viewer),
        q ? findTeams(viewer, q) : null,
        populationNow(viewer, ban.content),
      ]);
      return <PopulationStep ban={ban} chosen={chosen} groups={groups} q={q} found={found} counts={counts} />;
    }
    case "cutoff":
      return <CutoffPart viewer={viewer} ban={ban} search={search} />;
    case "replacement": {
      const [{ replacement }, choices, found] = await Promise.all([
        namesIn(viewer, ban.content),
        choicesOfUseCases(viewer, ban.content, ban.id),
        q ? findInCatalogue(viewer, q) : null,
      ]);
      const seats = replacement ? (await toolUse(viewer, replacement.id)).seats[0] : undefined;
      return <ReplacementStep ban={ban} chosen={replacement} seats={seats} choices={choices} q={q} found={found} />;
    }
    case "words":
      return <WordsStep ban={ban} />;
    case "basis": {
      const now = clockNow();
      const [chosen, found] = await Promise.all([basisOf(viewer, ban.content, null), findBasis(viewer, q, ban.content.selector, now)]);
      return <BasisStep ban={ban} chosen={chosen} q={q} found={found} />;
    }
    case "blast-radius": {
      const now = clockNow();
      return (
        <BlastRadiusStep
          ban={ban}
          asOf={now}
          viewer={viewer}
          lint={ban.content.selector && ban.content.population ? await lintBan(viewer, ban.id, now) : null}
        />
      );
    }
    case "review":
      return <ReviewPart viewer={viewer} ban={ban} />;
  }
}

async function ReviewPart({ viewer, ban }: { viewer: Viewer; ban: BanDetail }) {
  const [names, approvers] = await Promise.all([namesIn(viewer, ban.content), countApprovers(viewer, ban)]);
  return <ReviewStep ban={ban} names={names} missing={missingIn(ban.content)} approvers={approvers} viewer={viewer} />;
}
