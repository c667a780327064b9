import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PersonAccess } from "@/components/people/person-access";
import { PersonFacts } from "@/components/people/person-facts";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
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

export default async function PersonPage({ params }: PageProps<"/people/[id]">) {
  const [viewer, parsed, t] = await Promise.all([requireViewer("/people/{id}"), params, getTranslations("people")]);
  const person = (await personOf(viewer, parsed)) ?? notFound();
  return (
    <>
      <PageHead title={person.name} crumbs={[{ href: "/people", label: t("title") }]} meta={`${person.email} · ${person.team}`} />
      <div className="grid gap-4">
        <PersonFacts person={person} />
        {can(viewer, "people:write") && <PersonAccess person={person} />}
      </div>
    </>
  );
}
