import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PersonaForms } from "@/components/auth/persona-forms";
import { SignInForm } from "@/components/auth/sign-in-form";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { listPersonas } from "@/lib/auth/demo";
import { getViewer } from "@/lib/auth/session";
import { ownPath } from "@/lib/http/own-path";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/signin">) {
  const [viewer, search, personas, t] = await Promise.all([getViewer(), searchParams, listPersonas(), getTranslations("auth.signIn")]);
  const next = ownPath(firstOf(search.next));
  if (viewer) redirect(next ?? "/");
  return (
    <div className="mx-auto max-w-[30rem]">
      <PageHead title={t("title")} />
      <div className="grid gap-6">
        {personas && <PersonaForms personas={personas} next={next} />}
        <SignInForm next={next} isSecond={personas !== null} />
      </div>
    </div>
  );
}
