import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { BulkForm } from "@/components/triage/bulk-form";
import { RecentSteps } from "@/components/triage/recent-steps";
import { Suggestions } from "@/components/triage/step-fields";
import { TriageFilterBar } from "@/components/triage/triage-filters";
import { TriageTable } from "@/components/triage/triage-table";
import type { Address } from "@/components/ui/address";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { countTriage, listSteps, listTriage, triageChoices } from "@/lib/inventory/triage/queries";
import { triagePageSchema } from "@/lib/inventory/triage/schema";

const SHOWN = 50;
const STEPS_SHOWN = 10;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("triage"))("title") };
}

export default async function TriagePage({ searchParams }: PageProps<"/triage">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/triage"), searchParams, getTranslations("triage")]);
  const filters = triagePageSchema.parse(search);
  const mayStep = can(viewer, "registry:write");
  const cursor = firstOf(search.after);
  const [{ items, next }, count, steps, choices] = await Promise.all([
    listTriage(viewer, { ...filters, limit: SHOWN, ...(cursor && { cursor }) }),
    countTriage(viewer, filters),
    listSteps(viewer, { limit: STEPS_SHOWN }),
    mayStep ? triageChoices(viewer) : null,
  ]);
  const address: Address = { path: "/triage", search };
  const isFiltered = Boolean(filters.q ?? filters.kind ?? filters.since ?? filters.likely) || filters.state !== "open";
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <RegistryTabs current="triage" />
      <TriageFilterBar address={address} filters={filters} />
      <TriageTable items={items} count={count} address={address} mayStep={mayStep} isFiltered={isFiltered} />
      <KeysetPager address={address} next={next} shown={items.length} />
      <div className="mt-5 grid gap-4">
        {choices && items.length > 0 && <BulkForm filters={filters} count={count} />}
        {choices && <Suggestions choices={choices} />}
        <RecentSteps steps={steps.items} mayUndo={mayStep} />
      </div>
    </>
  );
}
