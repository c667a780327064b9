import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AttestForm } from "@/components/duties/attest-form";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import type { PersonDuty } from "@/lib/compliance/queries";
import { personDuties } from "@/lib/compliance/queries";

async function ownDuty(id: string): Promise<PersonDuty | null> {
  const viewer = await requireViewer("/me/duties/{id}/attest");
  const duties = await personDuties(viewer, viewer.personId ?? 0, clockNow());
  return duties.find(({ obligationId }) => String(obligationId) === id) ?? null;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("duty.attest"))("button") };
}

export default async function AttestPage({ params }: PageProps<"/me/duties/[id]/attest">) {
  const { id } = await params;
  const duty = (await ownDuty(id)) ?? notFound();
  return <AttestForm duty={duty} now={clockNow()} />;
}
