import Form from "next/form";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";

export type Typed = { kind: string; value: string; pluginVendor: string; pluginName: string };

type Props = {
  slug: string;
  typed: Typed;
  /** What is wrong with it, per field. */
  errors: Readonly<Record<string, string>>;
};

/** The first step: says which identifier is meant. An address, so that nothing is saved and the answer can be shown to a colleague. */
export function IdentifierAdd({ slug, typed, errors }: Props) {
  const t = useTranslations("tools.identifier");
  const words = useRegistryWords();
  const isPlugin = typed.kind === "JETBRAINS" || typed.pluginVendor !== "" || typed.pluginName !== "";
  return (
    <Panel id="add" title={t("addTitle")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("addLead")}</p>
      <Form action={`/tools/${slug}/identifiers`} scroll={false} prefetch={false} className="grid max-w-[64rem] gap-4">
        <div className="grid items-end gap-4 md:grid-cols-[16rem_1fr]">
          <Field
            as="select"
            name="kind"
            label={t("kind")}
            defaultValue={typed.kind || "NPM"}
            error={errors.kind}
            options={IDENTIFIER_KINDS.map((kind) => ({ value: kind, label: words.of("kind", kind) }))}
          />
          <Field
            name="value"
            label={t("value")}
            hint={t("valueHint")}
            defaultValue={typed.value}
            error={errors.value}
            required
            maxLength={400}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <details open={isPlugin}>
          <summary className="link">{t("plugin")}</summary>
          <div className="mt-3 grid gap-4">
            <p className="text-ink-2">{t("pluginHint")}</p>
            <Field
              name="pluginVendor"
              label={t("pluginVendor")}
              defaultValue={typed.pluginVendor}
              error={errors.pluginVendor}
              maxLength={200}
              autoComplete="off"
            />
            <Field
              name="pluginName"
              label={t("pluginName")}
              defaultValue={typed.pluginName}
              error={errors.pluginName}
              maxLength={200}
              autoComplete="off"
            />
          </div>
        </details>
        <div>
          <button type="submit" className={buttonClass({ variant: "primary" })}>
            {t("show")}
          </button>
        </div>
      </Form>
    </Panel>
  );
}
