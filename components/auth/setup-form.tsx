import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { OpenSetup } from "@/lib/auth/setup";

export function SetupForm({ setup, secret }: { setup: OpenSetup; secret: string }) {
  const t = useTranslations("auth.setup");
  const isFirst = setup.kind === "first-administrator";
  return (
    <Panel>
      <p className="mb-4">{isFirst ? t("text") : t("passwordText", { name: setup.name, email: setup.email })}</p>
      <ActionForm action="/api/v1/setup" submit={isFirst ? t("submit") : t("passwordSubmit")} hidden={{ setup: secret }}>
        {isFirst && (
          <>
            <Field name="name" label={t("name")} autoComplete="name" required maxLength={200} />
            <Field name="email" label={t("email")} type="email" autoComplete="username" required maxLength={254} />
          </>
        )}
        <Field
          name="password"
          label={t("password")}
          hint={t("passwordHint")}
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
        />
      </ActionForm>
    </Panel>
  );
}
