import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

type Props = { slug: string; release: { id: number; version: string; isWithdrawn: boolean } };

/** What an officer may do with a recorded release, each with its reason. */
export function ReleaseActions({ slug, release: { id, version, isWithdrawn } }: Props) {
  const t = useTranslations("releases.one");
  const base = `/api/v1/tools/${slug}/releases/${id}`;
  const reason = <Field name="reason" label={t("reason")} hint={t("reasonHint")} minLength={3} maxLength={1_000} required />;
  const change = isWithdrawn ? "reinstate" : "withdraw";
  return (
    <>
      <Panel title={t(change)}>
        <p className="mb-3 max-w-[68ch] text-ink-2">{t(`${change}Lead`)}</p>
        <ActionForm action={`${base}/${isWithdrawn ? "reinstatement" : "withdrawal"}`} submit={t(change)}>
          {reason}
        </ActionForm>
      </Panel>
      <Panel title={t("remove")}>
        <p className="mb-3 max-w-[68ch] text-ink-2">{t("removeLead")}</p>
        <ActionForm
          action={`${base}/removal`}
          submit={t("removeButton")}
          variant="danger"
          confirm={{ title: t("removeConfirm", { version }), body: t("removeLead"), action: t("removeButton") }}
        >
          {reason}
        </ActionForm>
      </Panel>
    </>
  );
}
