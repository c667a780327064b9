import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { SensitiveTeam } from "@/lib/registry/sensitivity/queries";

type Props = { team: { id: number; name: string }; mark: SensitiveTeam | null /** Whether the reader marks. */; canMark: boolean };

/** Whether approvals from above count in a team, and the way to change it. */
export function TeamSensitivity({ team, mark, canMark }: Props) {
  const t = useTranslations("decisions.sensitive");
  if (!mark && !canMark) return null;
  return (
    <Panel id="sensitive" title={t("panel")}>
      {mark ? (
        <>
          <p className="max-w-[68ch]">{t("is", { team: team.name, reason: mark.reason })}</p>
          <p className="text-ink-2">
            {t.rich("marked", { name: mark.markedBy ?? "–", when: () => <When at={mark.markedAt} kind="date" /> })}
          </p>
        </>
      ) : (
        <p className="max-w-[68ch] text-ink-2">{t("isNot", { team: team.name })}</p>
      )}
      {canMark && (
        <details className="mt-3">
          <summary className="fold font-medium">{mark ? t("unmark") : t("mark")}</summary>
          <div className="mt-3">
            <ActionForm
              key={mark ? "unmark" : "mark"}
              action={`/api/v1/teams/${team.id}/sensitivity`}
              submit={mark ? t("unmark") : t("mark")}
              variant={mark ? "danger" : "primary"}
              hidden={{ sensitive: mark ? "false" : "true" }}
            >
              <Field
                name="reason"
                label={t("reason")}
                hint={mark ? t("unmarkHint") : t("markHint")}
                required
                minLength={3}
                maxLength={500}
                className="max-w-[40rem]"
              />
            </ActionForm>
          </div>
        </details>
      )}
    </Panel>
  );
}
