import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("upload.title") };
}

export default async function ImportPeoplePage() {
  const [, t] = await Promise.all([requireViewer("/people/import"), getTranslations("people")]);
  return (
    <>
      <PageHead title={t("upload.title")} crumbs={[{ href: "/people", label: t("title") }]} meta={t("upload.lead")} />
      <Panel>
        <ActionForm action="/api/v1/people" submit={t("upload.button")} variant="primary" isUpload>
          <CheckField name="complete" label={t("upload.complete")} hint={t("upload.completeHint")} defaultChecked />
          <Field name="file" type="file" label={t("upload.file")} hint={t("upload.fileHint")} accept=".csv,.gz,text/csv" required />
        </ActionForm>
      </Panel>
    </>
  );
}
