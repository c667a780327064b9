import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmForm } from "@/components/duties/confirm-form";
import { requireViewer } from "@/lib/auth/page";
import { now as clockNow } from "@/lib/clock";
import { ownSaidDuties } from "@/lib/compliance/confirmations/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("duties.confirm"))("button") };
}

export default async function ConfirmDutyPage({ params }: PageProps<"/me/duties/[id]/confirm">) {
  const [viewer, { id }] = await Promise.all([requireViewer("/me/duties/{id}/confirm"), params]);
  const now = clockNow();
  const duties = await ownSaidDuties(viewer, now);
  const duty = duties.find(({ obligationId }) => String(obligationId) === id) ?? notFound();
  return <ConfirmForm duty={duty} now={now} />;
}
