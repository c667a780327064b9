import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { UpdateDetail } from "@/lib/registry/catalogue/updates/queries";

/** How an update ends: discarded, undone, or proposed anew. */
export function UpdateEnding({ update: { id, status, counts } }: { update: UpdateDetail }) {
  const t = useTranslations("catalogue");
  const path = `/api/v1/catalogue/updates/${id}`;
  if (status === "PROPOSED") {
    return (
      <Panel title={t("discard.title")}>
        <p className="mb-3 text-ink-2">{t("discard.lead")}</p>
        <ActionForm action={`${path}/rejection`} submit={t("discard.button")} variant="secondary" />
      </Panel>
    );
  }
  if (status === "APPLIED") {
    if (counts.applied === 0) return null;
    return (
      <Panel title={t("undo.title")}>
        <p className="mb-3 text-ink-2">{t("undo.lead")}</p>
        <ActionForm
          action={`${path}/reversal`}
          submit={t("undo.button")}
          variant="danger"
          confirm={{ title: t("undo.confirmTitle"), body: t("undo.confirmBody"), action: t("undo.button") }}
        >
          <CheckField name="rest" label={t("undo.rest")} />
        </ActionForm>
      </Panel>
    );
  }
  return (
    <Panel title={t("again.title")}>
      <p className="mb-3 text-ink-2">{t("again.lead")}</p>
      <ActionForm action={`${path}/comparison`} submit={t("again.button")} variant="secondary" />
    </Panel>
  );
}
