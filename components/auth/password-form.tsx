import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

export function PasswordForm() {
  const t = useTranslations("auth.password");
  return (
    <Panel title={t("title")}>
      <div className="max-w-[30rem]">
        <ActionForm action="/api/v1/me/password" submit={t("submit")} success={t("changed")}>
          <Field name="currentPassword" label={t("current")} type="password" autoComplete="current-password" required maxLength={1_024} />
          <Field
            name="newPassword"
            label={t("new")}
            hint={t("hint")}
            type="password"
            autoComplete="new-password"
            required
            minLength={12}
            maxLength={128}
          />
        </ActionForm>
      </div>
    </Panel>
  );
}
