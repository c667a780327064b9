import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Field } from "@/components/ui/field";
import type { Choices } from "@/lib/inventory/triage/queries";

const CONFIDENCES = ["VERIFIED", "HIGH", "MEDIUM", "LOW"] as const;
type Id = "triage-tools" | "triage-vendors";

/** What the browser offers while somebody types; anything else may be typed too. Once per page. */
export function Suggestions({ choices }: { choices: Choices }) {
  const list = (id: Id, names: readonly string[]) => (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
  const named = (all: readonly { name: string }[]) => [...new Set(all.map(({ name }) => name))];
  return (
    <>
      {list("triage-tools", named(choices.tools))}
      {list("triage-vendors", named(choices.vendors))}
    </>
  );
}

export function ToolField({ hint, required = false }: { hint: string; required?: boolean }) {
  const t = useTranslations("triage.step");
  return <Field name="tool" label={t("tool")} hint={hint} list="triage-tools" maxLength={120} autoComplete="off" required={required} />;
}

export function ConfidenceField() {
  const t = useTranslations("triage.step");
  const words = useRegistryWords();
  const options = CONFIDENCES.map((value) => ({
    value,
    label: `${words.of("confidence", value)} – ${words.of("confidenceMeans", value)}`,
  }));
  return <Field as="select" name="confidence" label={t("confidence")} defaultValue="MEDIUM" options={options} />;
}

export function ReasonField({ hint, required = false }: { hint: string; required?: boolean }) {
  const t = useTranslations("triage.step");
  return <Field name="reason" label={t("reason")} hint={hint} required={required} minLength={3} maxLength={500} />;
}
