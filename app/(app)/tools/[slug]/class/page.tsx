import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ChooseValue, SaveValue } from "@/components/risk/change-input";
import { ClassHistory } from "@/components/risk/class-history";
import { ClassInputs } from "@/components/risk/class-inputs";
import { ClassOverride } from "@/components/risk/class-override";
import { OpenProposal } from "@/components/risk/class-proposals";
import { ClassSummary } from "@/components/risk/class-summary";
import { ClassTag } from "@/components/risk/class-tag";
import { DecisionTables } from "@/components/risk/decision-tables";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { PageHead } from "@/components/ui/page-head";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { zoneWords } from "@/i18n/date-words";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { now as clockNow } from "@/lib/clock";
import { classHistory } from "@/lib/risk/classes/history/queries";
import { lastDays } from "@/lib/risk/classes/overrides/rules";
import { claimsForInput, previewInput, toolClass } from "@/lib/risk/classes/queries";
import { classPageSchema } from "@/lib/risk/classes/schema";
import { tagOf } from "@/lib/risk/classes/tag/rules";

type Props = PageProps<"/tools/[slug]/class">;

/** Once for the title and the page. */
const classOf = cache((...[viewer, slug]: [Parameters<typeof toolClass>[0], string]) => toolClass(viewer, slug, clockNow()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { slug }, t] = await Promise.all([requireViewer("/tools/{slug}/class"), params, getTranslations("classes.page")]);
  const held = await classOf(viewer, slug);
  return { title: t("title", { tool: held?.tool.name ?? "" }) };
}

/** Why a tool has its class, and what another value would make of it. */
export default async function ToolClassPage({ params, searchParams }: Props) {
  const [viewer, { slug }, search, t, all, locale] = await Promise.all([
    requireViewer("/tools/{slug}/class"),
    params,
    searchParams,
    getTranslations("classes.page"),
    getTranslations("classes"),
    getLocale(),
  ]);
  const held = await classOf(viewer, slug);
  if (!held) notFound();
  const now = clockNow();
  const canEdit = can(viewer, "risk:write");
  const { input: key, value } = classPageSchema.parse(search);
  const changing = canEdit ? held.inputs.find(({ input }) => input === key) : undefined;
  const [history, preview, claims] = await Promise.all([
    classHistory(viewer, held.tool.id, now),
    changing && value ? previewInput(viewer, slug, { input: changing.input, value }, now) : null,
    changing && value ? claimsForInput(viewer, held.tool) : [],
  ]);
  const values = held.computed && {
    ...Object.fromEntries(held.inputs.map((one) => [one.input, one.value])),
    ...{ exploitation: held.evidence.value, ...held.computed.outcomes },
  };
  const zone = zoneWords(viewer.zone, isLocale(locale) ? locale : DEFAULT_LOCALE);
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={t("title", { tool: held.tool.name })}
          crumbs={[
            { href: "/risk", label: all("title") },
            { href: `/tools/${slug}`, label: t("tool") },
          ]}
          status={<ClassTag of={tagOf(held, now)} />}
        />
        <RiskTabs current="risk" />
      </div>
      {held.proposal && <OpenProposal proposal={held.proposal} canSettle={canEdit} />}
      <ClassSummary held={held} />
      {changing && value && preview ? (
        <SaveValue slug={slug} input={changing} value={value} preview={preview} claims={claims} />
      ) : (
        changing && <ChooseValue slug={slug} input={changing} chosen={value} />
      )}
      <ClassInputs slug={slug} inputs={held.inputs} evidence={held.evidence} canEdit={canEdit} />
      {held.edition && <DecisionTables edition={held.edition.content} values={values} />}
      <ClassOverride
        slug={slug}
        held={held}
        days={{ ...lastDays(now, viewer.zone), zone }}
        can={{ propose: canEdit, settle: can(viewer, "risk:approve") }}
        personId={viewer.personId}
      />
      <ClassHistory history={history} />
    </div>
  );
}
