"use client";
import type { ComponentProps, ReactNode } from "react";
import { useFormState } from "@/components/ui/form-context";

export type Option = { value: string; label: string; isDisabled?: boolean };

type Common = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** A refusal in words; inside an ActionForm the door's errors arrive by themselves. */
  error?: string | undefined;
  /** Says "(optional)" behind the label. */
  isOptional?: boolean;
  /** The label is for screen readers only: where the place says it already. */
  isLabelHidden?: boolean;
  className?: string;
};

type Native<Tag extends "input" | "textarea" | "select"> = Omit<ComponentProps<Tag>, keyof Common | "id" | "children">;

type FieldProps = Common & {
  /** Tells fields apart that share a name: a list, one value each. */
  rowKey?: string | number;
} & (
    | ({ as?: "input" } & Native<"input">)
    | ({ as: "textarea" } & Native<"textarea">)
    | ({ as: "select"; options: readonly Option[] } & Native<"select">)
  );

/** One labelled control: an input (default), `as="textarea"` or `as="select"` with options. Everything else goes to the native element. */
export function Field({ name, label, hint, error, isOptional = false, isLabelHidden = false, rowKey, className, ...control }: FieldProps) {
  const form = useFormState();
  const shownError = error ?? form.errors[name]?.join(" ");
  const id = [`${form.idPrefix}${name}`, rowKey].filter((one) => one !== undefined).join("-");
  const described = [hint ? `${id}-hint` : "", shownError ? `${id}-error` : ""].filter(Boolean).join(" ");
  const typed = form.values[name];
  const shared = {
    id,
    name,
    className: "control",
    "aria-invalid": shownError ? true : undefined,
    "aria-describedby": described || undefined,
    ...(typeof typed === "string" ? { defaultValue: typed } : {}),
  } as const;
  return (
    <div className={["grid content-start gap-1", className].filter(Boolean).join(" ")}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
        {isOptional && form.optionalWord && <span className="font-normal text-ink-3"> {form.optionalWord}</span>}
      </label>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {shownError && <FieldError id={`${id}-error`}>{shownError}</FieldError>}
      <Control control={control} shared={shared} />
    </div>
  );
}

type ControlProps = DistributiveOmit<FieldProps, keyof Common>;
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

function Control({ control, shared }: { control: ControlProps; shared: { id: string; name: string } }) {
  if (control.as === "textarea") {
    const { as: _, ...rest } = control;
    return <textarea rows={3} {...rest} {...shared} />;
  }
  if (control.as === "select") {
    const { as: _, options, ...rest } = control;
    return (
      <select {...rest} {...shared}>
        {options.map(({ value, label, isDisabled }) => (
          <option key={value} value={value} disabled={isDisabled}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  const { as: _, ...rest } = control;
  return <input type="text" {...rest} {...shared} />;
}

type CheckProps = Common & Native<"input"> & { /** There only when the door has asked for it, or it is ticked. */ isOnceRefused?: boolean };

/** One checkbox with its sentence. */
export function CheckField({ name, label, hint, error, value = "true", className, isOnceRefused = false, ...native }: CheckProps) {
  const form = useFormState();
  const shownError = error ?? form.errors[name]?.join(" ");
  const id = `${form.idPrefix}${name}`;
  const described = [hint ? `${id}-hint` : "", shownError ? `${id}-error` : ""].filter(Boolean).join(" ");
  const isTyped = name in form.values;
  const onceRefused = isOnceRefused && "[&:not(:has(:checked,[aria-invalid=true]))]:hidden";
  return (
    <div className={["grid gap-1", onceRefused, className].filter(Boolean).join(" ")}>
      {shownError && <FieldError id={`${id}-error`}>{shownError}</FieldError>}
      <label htmlFor={id} className="flex min-h-6 items-start gap-2">
        <input
          type="checkbox"
          value={value}
          {...native}
          {...(isTyped ? { defaultChecked: true } : {})}
          id={id}
          name={name}
          className="tick"
          aria-invalid={shownError ? true : undefined}
          aria-describedby={described || undefined}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <div className="pl-6">
          <Hint id={`${id}-hint`}>{hint}</Hint>
        </div>
      )}
    </div>
  );
}

export type Choice = Option & { hint?: ReactNode; isChecked?: boolean };

/** A group of radio buttons or checkboxes under one legend; all carry the same name. */
export function ChoiceField({
  name,
  label,
  hint,
  error,
  isLabelHidden = false,
  className,
  choices,
  type = "radio",
  isInline = false,
  required,
}: Common & { choices: readonly Choice[]; type?: "radio" | "checkbox"; isInline?: boolean; required?: boolean }) {
  const form = useFormState();
  const shownError = error ?? form.errors[name]?.join(" ");
  const id = `${form.idPrefix}${name}`;
  const typed = form.values[name];
  const described = [hint ? `${id}-hint` : "", shownError ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={["grid gap-1", className].filter(Boolean).join(" ")}
      aria-describedby={described || undefined}
      aria-invalid={shownError ? true : undefined}
    >
      <legend className={isLabelHidden ? "sr-only" : "mb-1 font-medium"}>{label}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {shownError && <FieldError id={`${id}-error`}>{shownError}</FieldError>}
      <div className={isInline ? "flex flex-wrap gap-x-5 gap-y-1" : "grid gap-1"}>
        {choices.map((choice) => (
          <div key={choice.value}>
            <label className="flex min-h-6 items-start gap-2">
              <input
                type={type}
                name={name}
                value={choice.value}
                defaultChecked={typed === undefined ? choice.isChecked : [typed].flat().includes(choice.value)}
                disabled={choice.isDisabled}
                required={type === "radio" && required}
                className="tick"
              />
              <span>{choice.label}</span>
            </label>
            {choice.hint && <div className="pl-6 text-ink-2">{choice.hint}</div>}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className="text-ink-2 max-w-[68ch]">
      {children}
    </div>
  );
}

function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className="font-medium text-banned max-w-[68ch]">
      {children}
    </div>
  );
}
