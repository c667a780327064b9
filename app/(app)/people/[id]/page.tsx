import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Contradictions } from "@/components/duties/contradictions";
import { DatesTable } from "@/components/duties/dates-table";
import { PersonAccess } from "@/components/people/person-access";
import { PersonFacts } from "@/components/people/person-facts";
import type { SearchParams } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { personDates } from "@/lib/compliance/dates/queries";
import { getPerson } from "@/lib/people/queries";
import { personParams } from "@/lib/people/schema";

async function personOf(viewer: Viewer, params: unknown) {
  const parsed = personParams.safeParse(params);
  return parsed.success ? getPerson(viewer, parsed.data.id) : null;
}

export async function generateMetadata({ params }: PageProps<"/people/[id]">): Promise<Metadata> {
  const person = await personOf(await requireViewer("/people/{id}"), await params);
  return { title: person?.name ?? "" };
}

export default async function PersonPage({ params, searchParams }: PageProps<"/people/[id]">) {
  const [viewer, parsed, search, t] = await Promise.all([requireViewer("/people/{id}"), params, searchParams, getTranslations("people")]);
  const person = (await personOf(viewer, parsed)) ?? notFound();
  return (
    <>
      <PageHead title={person.name} crumbs={[{ href: "/people", label: t("title") }]} meta={`${person.email} · ${person.team}`} />
      <div className="grid gap-4">
        <PersonFacts person={person} />
        {can(viewer, "bans:read") && <PersonDuties viewer={viewer} personId={person.id} search={search} />}
        {can(viewer, "people:write") && <PersonAccess person={person} />}
      </div>
    </>
  );
}

/** By which dates the person owes what, and why by then. */
async function PersonDuties({ viewer, personId, search }: { viewer: Viewer; personId: number; search: SearchParams }) {
  const now = clockNow();
  const [{ dates, contradictions }, t] = await Promise.all([personDates(viewer, personId, now), getTranslations("duties.person")]);
  return (
    <Panel title={t("title")} isFlush>
      <div className="grid gap-3">
        <Contradictions contradictions={contradictions} />
        <DatesTable dates={dates} address={{ path: `/people/${personId}`, search }} now={now} empty={t("none")} />
      </div>
    </Panel>
  );
}
