import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Contradictions } from "@/components/duties/contradictions";
import { DatesTable } from "@/components/duties/dates-table";
import { SaidCard } from "@/components/duties/said-card";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { ownSaidDuties } from "@/lib/compliance/confirmations/queries";
import { personDates } from "@/lib/compliance/dates/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("duties.mine"))("title") };
}

/** Everything the viewer owes, by which date and why by then. */
export default async function OwnDutiesPage({ searchParams }: PageProps<"/me/duties">) {
  const now = clockNow();
  const [viewer, search, t, home] = await Promise.all([
    requireViewer("/me/duties"),
    searchParams,
    getTranslations("duties.mine"),
    getTranslations("home"),
  ]);
  const [{ dates, contradictions }, said] = await Promise.all([personDates(viewer, viewer.personId ?? 0, now), ownSaidDuties(viewer, now)]);
  return (
    <>
      <PageHead title={t("title")} crumbs={[{ href: "/", label: home("attest.back") }]} meta={<span>{t("lead")}</span>} />
      <div className="grid gap-5">
        <Contradictions contradictions={contradictions} />
        <DatesTable dates={dates} address={{ path: "/me/duties", search }} now={now} empty={t("none")} />
        {said.length > 0 && <h2>{t("confirm")}</h2>}
        {said.map((duty) => (
          <SaidCard key={duty.obligationId} duty={duty} dates={[]} now={now} />
        ))}
      </div>
    </>
  );
}
