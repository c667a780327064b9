"use client";
import { createContext, useContext } from "react";

/** Sentences per field, as the door gives them; what concerns no field stands under "". */
export type FieldErrors = Record<string, string[]>;

export type FormState = {
  /** Prefix of the ids of the fields, so that the error summary can point at them. */
  idPrefix: string;
  errors: FieldErrors;
  /** What was typed before a refusal without JavaScript; a field starts with it. */
  values: Record<string, string | string[]>;
  optionalWord: string | null;
};

const outsideOfForms: FormState = { idPrefix: "field-", errors: {}, values: {}, optionalWord: null };

export const FormContext = createContext<FormState>(outsideOfForms);

export function useFormState(): FormState {
  return useContext(FormContext);
}
