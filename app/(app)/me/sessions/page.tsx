import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "@/components/auth/password-form";
import { SessionsTable } from "@/components/auth/sessions-table";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { listSessions } from "@/lib/auth/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("sessions.title") };
}

export default async function SessionsPage() {
  const [viewer, t] = await Promise.all([requireViewer("/me/sessions"), getTranslations("auth.sessions")]);
  const sessions = await listSessions(viewer);
  return (
    <>
      <PageHead title={t("title")} />
      <div className="grid gap-6">
        <SessionsTable sessions={sessions} />
        <PasswordForm />
      </div>
    </>
  );
}
