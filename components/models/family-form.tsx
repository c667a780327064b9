import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Named } from "@/lib/registry/models/access/rules";
import type { FamilyDetail } from "@/lib/registry/models/queries";
import { Confidence } from "@/prisma/generated/enums";

/** A new family, or one that is there. */
export function FamilyForm({ family, vendors }: { family: FamilyDetail | null; vendors: readonly Named[] }) {
  const t = useTranslations("models.form");
  const words = useRegistryWords();
  return (
    <Panel>
      <ActionForm
        action={family ? `/api/v1/models/${family.slug}` : "/api/v1/models"}
        submit={t(family ? "save" : "create")}
        {...(family && { hidden: { revision: family.revision } })}
        secondary={<LinkButton href={family ? `/models/${family.slug}` : "/models"}>{t("cancel")}</LinkButton>}
      >
        <Field name="name" label={t("name")} hint={t("nameHint")} defaultValue={family?.name ?? ""} required maxLength={120} />
        <Field
          as="select"
          name="vendor"
          label={t("vendor")}
          defaultValue={family?.vendor.slug ?? ""}
          required
          options={[{ value: "", label: t("choose") }, ...vendors.map(({ slug, name }) => ({ value: slug, label: name }))]}
        />
        <ChoiceField
          name="openWeights"
          label={t("weights")}
          hint={t("weightsHint")}
          required
          choices={[
            { value: "true", label: t("open"), isChecked: family?.openWeights === true },
            { value: "false", label: t("closed"), isChecked: family?.openWeights === false },
          ]}
        />
        <Field name="licence" label={t("licence")} isOptional defaultValue={family?.licence ?? ""} maxLength={200} />
        <Field as="textarea" name="notes" label={t("notes")} isOptional defaultValue={family?.notes ?? ""} maxLength={4000} />
        <Field
          as="select"
          name="confidence"
          label={t("confidence")}
          defaultValue={family?.confidence ?? "MEDIUM"}
          options={Object.values(Confidence).map((value) => ({
            value,
            label: `${words.of("confidence", value)} – ${words.of("confidenceMeans", value)}`,
          }))}
        />
        {!family && <Field name="slug" label={t("slug")} hint={t("slugHint")} isOptional maxLength={80} />}
      </ActionForm>
    </Panel>
  );
}
