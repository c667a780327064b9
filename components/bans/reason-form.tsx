import type { ReactNode } from "react";
import { ActionForm, type Confirm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";

type Props = {
  action: string;
  revision: number;
  label: string;
  hint?: string;
  submit: string;
  variant?: "secondary" | "danger";
  confirm?: Confirm;
  hidden?: Record<string, string | number>;
  secondary?: ReactNode;
};

/** A step that needs its reason said: return, cancel, suspend, lift. */
export function ReasonForm({ action, revision, label, hint, submit, variant = "danger", confirm, hidden, secondary }: Props) {
  return (
    <ActionForm
      action={action}
      submit={submit}
      variant={variant}
      hidden={{ revision, ...hidden }}
      secondary={secondary}
      {...(confirm && { confirm })}
    >
      <Field as="textarea" name="reason" label={label} hint={hint} required maxLength={600} rows={2} className="max-w-[40rem]" />
    </ActionForm>
  );
}
