import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";

/** `isSecond`: something quicker stands above it. */
export function SignInForm({ next, isSecond }: { next: string | null; isSecond: boolean }) {
  const t = useTranslations("auth.signIn");
  return (
    <Panel title={isSecond ? t("demo.own") : undefined}>
      <ActionForm action="/api/v1/session" submit={t("submit")} variant={isSecond ? "secondary" : "primary"} hidden={{ next }}>
        <Field name="email" label={t("email")} type="email" autoComplete="username" required maxLength={254} />
        <Field name="password" label={t("password")} type="password" autoComplete="current-password" required maxLength={1_024} />
      </ActionForm>
      <p className="mt-4 text-ink-2">{t("help")}</p>
    </Panel>
  );
}
