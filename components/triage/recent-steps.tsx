import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { TriageStep } from "@/lib/inventory/triage/queries";

/** What was done last, by whom, each with its way back. */
export function RecentSteps({ steps, mayUndo }: { steps: TriageStep[]; mayUndo: boolean }) {
  const t = useTranslations("triage.steps");
  const who = useTranslations("triage.dismiss")("somebody");
  return (
    <Panel title={t("title")}>
      {steps.length === 0 && <p className="text-ink-2">{t("none")}</p>}
      <ul className="grid gap-3">
        {steps.map((step) => {
          const what = t("what", { names: step.names.join(", "), more: step.items - step.names.length });
          return (
            <li key={step.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <div className="min-w-0 break-words">
                {t.rich(step.deed, { who: step.by ?? who, what, tool: () => <StepTool key="tool" step={step} gone={t("gone")} /> })}{" "}
                <span className="text-ink-2">
                  <When at={step.at} />
                </span>
                {step.reason && <p className="text-ink-2">{step.reason}</p>}
              </div>
              {step.undoneAt && <span className="text-ink-2">{t("undone")}</span>}
              {!step.undoneAt && mayUndo && step.deed !== "reopened" && (
                <ActionForm
                  action={`/api/v1/triage/actions/${step.id}/undo`}
                  submit={t("undo")}
                  variant="secondary"
                  size="small"
                  isInline
                />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function StepTool({ step: { tool }, gone }: { step: TriageStep; gone: string }) {
  if (!tool) return gone;
  return (
    <Link className="link" href={`/tools/${tool.slug}`}>
      {tool.name}
    </Link>
  );
}
