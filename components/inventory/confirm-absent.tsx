import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Panel } from "@/components/ui/panel";

/** People that a complete file does not name become inactive only after somebody has read how many. */
export function ConfirmAbsent({ importId, absent }: { importId: number; absent: number }) {
  const t = useTranslations("people.result");
  return (
    <Panel title={t("confirmTitle", { n: absent })}>
      <ActionForm
        action={`/api/v1/imports/${importId}/confirmation`}
        submit={t("confirmButton", { n: absent })}
        variant="danger"
        hidden={{ absent }}
        confirm={{ title: t("confirmTitle", { n: absent }), body: t("confirmBody"), action: t("confirmButton", { n: absent }) }}
      >
        <p className="max-w-[68ch] text-ink-2">{t("confirmBody")}</p>
      </ActionForm>
    </Panel>
  );
}
