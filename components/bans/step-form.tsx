import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import type { BanDetail } from "@/lib/bans/queries";
import type { Step } from "@/lib/bans/rules";

type Hidden = Record<string, string | number | readonly (string | number)[] | null | undefined>;

/** The form of a step: Continue insists on everything, Back and Leave keep what was typed. */
export function StepForm({ ban, step, hidden, children }: { ban: BanDetail; step: Step; hidden?: Hidden; children: ReactNode }) {
  const t = useTranslations("bans.wizard");
  return (
    <ActionForm
      action={`/api/v1/bans/${ban.code}`}
      submit={t("continue")}
      hidden={{ step, revision: ban.revision, ...hidden }}
      secondary={
        <>
          {step !== "scope" && <IntentButton intent="back">{t("back")}</IntentButton>}
          <IntentButton intent="leave">{t("leave")}</IntentButton>
        </>
      }
    >
      {/* Enter in a field presses the first button of a form: this one, and not one that removes something. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      {children}
    </ActionForm>
  );
}

function IntentButton({ intent, children }: { intent: "back" | "leave"; children: ReactNode }) {
  return (
    <button type="submit" name="intent" value={intent} formNoValidate className={buttonClass({})}>
      {children}
    </button>
  );
}
