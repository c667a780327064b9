import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionFormClient } from "@/components/ui/action-form-client";
import type { ButtonLook } from "@/components/ui/button";
import { readFlash } from "@/lib/http/form-flash";

export type Confirm = { title: string; body: ReactNode; action: string };

export type ActionFormProps = {
  /** The address under /api/v1 that the form posts to. */
  action: string;
  /** Words of the button: verb, object and count. */
  submit: string;
  variant?: ButtonLook["variant"];
  size?: ButtonLook["size"];
  /** Where a post without JavaScript comes back to; the current address unless given. */
  returnTo?: string;
  hidden?: Record<string, string | number | readonly (string | number)[] | null | undefined>;
  /** Asks once more before sending. The focus is on Cancel. */
  confirm?: Confirm;
  /** Why not: shown instead of the button. */
  disabledReason?: string | null;
  /** Answers {step, done, total}; asked every half second while the command runs. */
  progressUrl?: string;
  /** The sentence for each step that progressUrl may name. */
  progressSteps?: Record<string, string>;
  /** Said in place after success, where the form stays and the door says nothing of its own. */
  success?: string;
  /** For files. */
  isUpload?: boolean;
  /** Button beside the fields instead of below them. */
  isInline?: boolean;
  /** Id for controls elsewhere on the page (`form="…"`), for example the checkboxes of a table. */
  id?: string;
  /** Links beside the button. */
  secondary?: ReactNode;
  children?: ReactNode;
};

/**
 * The only way to change something from a page: a plain HTML form on the API. With JavaScript the same form goes by fetch, errors show in
 * place, and the page refreshes or follows where the answer points.
 */
export async function ActionForm({ disabledReason, ...props }: ActionFormProps) {
  if (disabledReason) {
    return (
      <div className="grid gap-3">
        {props.children}
        <p className="text-ink-2 max-w-[68ch]" data-why-not="">
          {disabledReason}
        </p>
      </div>
    );
  }
  const [t, flash] = await Promise.all([getTranslations("ui.form"), readFlash()]);
  const isMine = flash?.kind === "refused" && flash.action === new URL(props.action, "http://own.invalid").pathname;
  return (
    <ActionFormClient
      {...props}
      idempotencyKey={crypto.randomUUID()}
      refused={isMine ? { message: flash.sentence, errors: flash.errors, values: flash.values } : null}
      words={{
        optional: t("optional"),
        cancel: t("cancel"),
        sending: t("sending"),
        problems: t("problems"),
        unreachable: t("unreachable"),
        unexpected: t("unexpected"),
      }}
    />
  );
}
