import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EditionsTable } from "@/components/risk/editions-table";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { listEditions } from "@/lib/risk/tables/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("classes.tables.list"))("title") };
}

/** By which tables classes are computed, and where a new edition comes in. */
export default async function RiskTablesPage() {
  const [viewer, t, upload, all] = await Promise.all([
    requireViewer("/risk/tables"),
    getTranslations("classes.tables.list"),
    getTranslations("classes.tables.upload"),
    getTranslations("classes"),
  ]);
  const editions = await listEditions(viewer);
  const current = editions.find(({ status }) => status === "CURRENT");
  return (
    <>
      <PageHead
        title={t("title")}
        meta={t("lead")}
        crumbs={[{ href: "/risk", label: all("title") }]}
        actions={current && <LinkButton href={`/api/v1/risk-tables/${current.id}/content`}>{upload("download")}</LinkButton>}
      />
      <RiskTabs current="risk" />
      <EditionsTable editions={editions} />
      {can(viewer, "risk:write") && (
        <div className="mt-5">
          <Panel title={upload("title")}>
            <p className="mb-3 max-w-[68ch] text-ink-2">{upload("lead")}</p>
            <ActionForm action="/api/v1/risk-tables" submit={upload("submit")} isUpload>
              <Field name="file" type="file" label={upload("file")} accept=".json,application/json" required />
            </ActionForm>
          </Panel>
        </div>
      )}
    </>
  );
}
