import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ListedWorkflow } from "@/lib/bans/use/queries";

type Props = { slug: string; workflows: readonly ListedWorkflow[]; canWrite: boolean; address: Address };

/** Work that rests on the tool, as far as somebody has said. */
export function WorkflowsPanel({ slug, workflows, canWrite, address }: Props) {
  const t = useTranslations("blast.use");
  const columns: Column<ListedWorkflow>[] = [
    { id: "name", header: t("name"), cell: ({ name }) => name },
    { id: "team", header: t("team"), cell: ({ team }) => team.name },
    { id: "runs", header: t("runsPerWeek"), cell: ({ runsPerWeek }) => runsPerWeek ?? "–", isNumeric: true },
    { id: "note", header: t("note"), cell: ({ note }) => note ?? "–" },
    { id: "by", header: t("by"), cell: ({ recordedBy }) => recordedBy ?? "–" },
    ...(canWrite ? [{ id: "actions", header: t("actions"), cell: (row: ListedWorkflow) => <Remove slug={slug} workflow={row} /> }] : []),
  ];
  return (
    <>
      <Panel title={t("workflows")} isFlush>
        <p className="mb-2 max-w-[68ch] text-ink-2">{t("workflowsLead")}</p>
        <DataTable
          caption={t("workflows")}
          columns={columns}
          rows={workflows}
          rowId={({ id }) => id}
          address={address}
          isPlain
          empty={<EmptyState title={t("noWorkflows")} />}
        />
      </Panel>
      {canWrite && (
        <details className="card">
          <summary className="fold font-medium">{t("add")}</summary>
          <div className="mt-3">
            <ActionForm action={`/api/v1/tools/${slug}/workflows`} submit={t("add")}>
              <div className="grid gap-4 sm:grid-cols-3">
                <Field name="name" label={t("name")} required minLength={2} maxLength={120} />
                <Field name="team" label={t("team")} hint={t("teamHint")} required maxLength={200} />
                <Field name="runsPerWeek" type="number" min={1} label={t("runsPerWeek")} isOptional />
              </div>
              <Field name="note" label={t("note")} isOptional maxLength={500} />
            </ActionForm>
          </div>
        </details>
      )}
    </>
  );
}

function Remove({ slug, workflow: { id, name } }: { slug: string; workflow: ListedWorkflow }) {
  const t = useTranslations("blast.use");
  return (
    <ActionForm
      action={`/api/v1/tools/${slug}/workflows/${id}/removal`}
      submit={t("remove")}
      variant="quiet"
      size="small"
      confirm={{ title: t("removeConfirm", { name }), body: t("removeBody"), action: t("remove") }}
    />
  );
}
