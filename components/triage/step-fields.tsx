import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Field } from "@/components/ui/field";
import type { Choices } from "@/lib/inventory/triage/queries";

const CONFIDENCES = ["VERIFIED", "HIGH", "MEDIUM", "LOW"] as const;
type Id = "triage-tools" | "triage-vendors" | "triage-categories";

/** What the browser offers while somebody types; anything else may be typed too. Once per page. */
export function Suggestions({ choices }: { choices: Choices }) {
  const words = useRegistryWords();
  const list = (id: Id, options: readonly { value: string; label?: string }[]) => (
    <datalist id={id}>
      {options.map(({ value, label }) => (
        <option key={value} value={value} label={label} />
      ))}
    </datalist>
  );
  const named = (all: readonly { slug: string; name: string }[]) =>
    [...new Map(all.map(({ slug, name }) => [name.toLowerCase(), { slug, name }])).values()].map(({ name }) => ({ value: name }));
  return (
    <>
      {list("triage-tools", named(choices.tools))}
      {list("triage-vendors", named(choices.vendors))}
      {list(
        "triage-categories",
        choices.categories.map((value) => ({ value, label: words.of("category", value) })),
      )}
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
