import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { SCOPES } from "@/lib/auth/permissions";
import { TOKEN_KINDS } from "@/lib/auth/schema";

const DAYS = [30, 90, 180, 365];

export function TokenForm() {
  const t = useTranslations("auth.tokens");
  return (
    <Panel title={t("new")}>
      <div className="max-w-[40rem]">
        <ActionForm action="/api/v1/tokens" submit={t("submit")} returnTo="/tokens">
          <Field name="name" label={t("name")} hint={t("nameHint")} required maxLength={100} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              as="select"
              name="kind"
              label={t("kind")}
              options={TOKEN_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
            />
            <Field
              as="select"
              name="days"
              label={t("days")}
              defaultValue="90"
              options={DAYS.map((days) => ({ value: String(days), label: t("daysOption", { days }) }))}
            />
          </div>
          <ChoiceField
            type="checkbox"
            name="scopes"
            label={t("scopes")}
            choices={SCOPES.map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
          />
        </ActionForm>
      </div>
    </Panel>
  );
}
