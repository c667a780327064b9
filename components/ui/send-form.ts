import type { FieldErrors } from "@/components/ui/form-context";

export type Answer =
  | { kind: "done"; seeOther: string | null; message: string | null }
  | { kind: "refused"; isConflict: boolean; message: string | null; errors: FieldErrors }
  | { kind: "unreachable" };

/** Sends a form by fetch exactly as the browser would have sent it, and reads the door's answer (problem details, RFC 9457). */
export async function sendForm(form: HTMLFormElement, submitter: HTMLElement | null, isUpload: boolean): Promise<Answer> {
  // A form with several buttons says which one was pressed.
  const fields = new FormData(form, submitter);
  const body = isUpload
    ? fields
    : new URLSearchParams([...fields].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
  try {
    const response = await fetch(form.getAttribute("action") ?? "", {
      method: "POST",
      body,
      headers: { accept: "application/json" },
      redirect: "follow",
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { kind: "done", seeOther: textOf(answer, "seeOther"), message: textOf(answer, "message") };
    return {
      kind: "refused",
      isConflict: response.status === 409,
      message: textOf(answer, "detail") ?? textOf(answer, "title"),
      errors: errorsOf(answer),
    };
  } catch {
    return { kind: "unreachable" };
  }
}

function textOf(answer: unknown, key: string): string | null {
  if (typeof answer !== "object" || answer === null) return null;
  const value: unknown = Reflect.get(answer, key);
  return typeof value === "string" && value !== "" ? value : null;
}

function errorsOf(answer: unknown): FieldErrors {
  if (typeof answer !== "object" || answer === null) return {};
  const errors: unknown = Reflect.get(answer, "errors");
  if (typeof errors !== "object" || errors === null) return {};
  return Object.fromEntries(
    Object.entries(errors).map(([name, sentences]) => [name, [sentences].flat().filter((one) => typeof one === "string")]),
  );
}
