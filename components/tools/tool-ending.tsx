import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolStatus } from "@/prisma/generated/enums";

/** Retires a tool, or takes that back. */
export function ToolEnding({ tool }: { tool: { slug: string; name: string; revision: number; status: ToolStatus } }) {
  const t = useTranslations("tools.retire");
  const isOver = tool.status === "DISCONTINUED";
  const api = `/api/v1/tools/${tool.slug}`;
  const reason = (
    <Field name="reason" label={t("reason")} required minLength={3} maxLength={500} className="max-w-[40rem]" autoComplete="off" />
  );
  return (
    <Panel id="ending" title={t(isOver ? "reinstateTitle" : "title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t(isOver ? "reinstateLead" : "lead")}</p>
      {isOver ? (
        <ActionForm
          action={`${api}/reinstatement`}
          submit={t("reinstate", { tool: tool.name })}
          variant="secondary"
          hidden={{ revision: tool.revision }}
        >
          {reason}
        </ActionForm>
      ) : (
        <ActionForm
          action={`${api}/retirement`}
          submit={t("submit", { tool: tool.name })}
          variant="danger"
          hidden={{ revision: tool.revision }}
        >
          {reason}
          <Field
            name="successor"
            label={t("successor")}
            list="tool-choices"
            isOptional
            maxLength={120}
            className="max-w-[40rem]"
            autoComplete="off"
          />
        </ActionForm>
      )}
    </Panel>
  );
}
