import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { PersonDetail } from "@/lib/people/queries";

const ROLES = ["SECURITY_OFFICER", "APPROVER", "AUDITOR", "ADMINISTRATOR"] as const;

/** What an administrator does to a person's access. */
export function PersonAccess({ person }: { person: PersonDetail }) {
  const t = useTranslations("people");
  const api = `/api/v1/people/${person.id}`;
  const choices = ROLES.map((role) => ({
    value: role,
    label: t(`role.${role}`),
    hint: t(`roleHint.${role}`),
    isChecked: person.roles.includes(role),
  }));
  const reason = <Field name="reason" label={t("roles.reason")} hint={t("roles.reasonHint")} required minLength={3} maxLength={500} />;
  return (
    <>
      <Panel title={t("roles.title")}>
        <ActionForm action={`${api}/roles`} submit={t("roles.save")}>
          <ChoiceField type="checkbox" name="roles" label={t("roles.title")} isLabelHidden choices={choices} />
          {reason}
        </ActionForm>
      </Panel>
      {person.active && (
        <Panel title={t("invite.title")}>
          <p className="mb-3 text-ink-2">{t("invite.body")}</p>
          <ActionForm action={`${api}/invitation`} submit={t("invite.button")} />
        </Panel>
      )}
      <Panel title={t("deactivate.title")}>
        {person.active ? (
          <>
            <p className="mb-3 text-ink-2">{t("deactivate.body")}</p>
            <ActionForm
              action={`${api}/deactivation`}
              submit={t("deactivate.button", { name: person.name })}
              variant="danger"
              confirm={{
                title: t("deactivate.confirm", { name: person.name }),
                body: t("deactivate.body"),
                action: t("deactivate.button", { name: person.name }),
              }}
            >
              {reason}
            </ActionForm>
          </>
        ) : (
          <ActionForm action={`${api}/activation`} submit={t("activate.button", { name: person.name })}>
            {reason}
          </ActionForm>
        )}
      </Panel>
    </>
  );
}
