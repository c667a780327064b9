import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { UseCaseChoices } from "@/lib/bans/replacements/queries";
import type { BanDraft } from "@/lib/bans/schema";

type Props = { choices: UseCaseChoices; useCases: BanDraft["useCases"] };

/** A replacement of its own for one kind of work, where the main one does not do. */
export function UseCases({ choices: { categories, tools }, useCases = [] }: Props) {
  const t = useTranslations("blast.replacement");
  const options = [
    { value: "", label: t("caseMain") },
    ...tools.map(({ id, name, vendor }) => ({ value: String(id), label: `${name} (${vendor})` })),
    { value: "none", label: t("caseNone") },
  ];
  if (categories.length === 0) return null;
  return (
    <Panel title={t("cases")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("casesLead")}</p>
      <div className="grid gap-5">
        {categories.map(({ category, tools: banned }) => (
          <UseCase
            key={category}
            category={category}
            banned={banned}
            options={options}
            said={useCases.find((one) => one.category === category)}
          />
        ))}
      </div>
    </Panel>
  );
}

type UseCaseProps = {
  category: string;
  banned: readonly string[];
  options: readonly { value: string; label: string }[];
  said: NonNullable<BanDraft["useCases"]>[number] | undefined;
};

const NAMED = 6;

function UseCase({ category, banned, options, said }: UseCaseProps) {
  const t = useTranslations("blast.replacement");
  const step = useTranslations("bans.wizard.replacement");
  const words = useTranslations("registry.category");
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  const none = said && "none" in said.replacement ? said.replacement.none : null;
  const chosen = said && ("toolId" in said.replacement ? String(said.replacement.toolId) : "none");
  const shown = banned.length > NAMED ? [...banned.slice(0, NAMED), "…"] : banned;
  return (
    <fieldset className="grid gap-2 border-t border-line pt-3">
      <legend className="float-left w-full font-medium">{words.has(category) ? words(category) : category}</legend>
      {shown.length > 0 && <p className="text-ink-2">{t("caseOf", { tools: list.format(shown) })}</p>}
      <div className="flex flex-wrap gap-4">
        <Field
          as="select"
          name={`case.${category}.tool`}
          label={t("caseTool")}
          defaultValue={chosen ?? ""}
          options={options}
          className="min-w-0"
        />
        <Field
          type="date"
          name={`case.${category}.availableOn`}
          label={t("availableOn")}
          isOptional
          defaultValue={said?.availableOn ?? ""}
        />
      </div>
      <details open={none !== null}>
        <summary className="fold w-fit">{t("caseNoneLead")}</summary>
        <div className="mt-2 flex flex-wrap gap-4">
          <Field
            name={`case.${category}.owner`}
            label={step("owner")}
            hint={t("caseOwnerHint")}
            defaultValue={none?.owner ?? ""}
            maxLength={120}
          />
          <Field type="date" name={`case.${category}.nextUpdateOn`} label={step("nextUpdateOn")} defaultValue={none?.nextUpdateOn ?? ""} />
        </div>
      </details>
    </fieldset>
  );
}
