import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { countryChoices } from "@/i18n/countries";
import type { Owned, VendorDetail } from "@/lib/registry/vendors/queries";

const CONFIDENCES = ["VERIFIED", "HIGH", "MEDIUM", "LOW"] as const;

/** Facts of a vendor: of a new one without `vendor`. */
export function VendorForm({ vendor, suggestions }: { vendor: VendorDetail | null; suggestions: readonly Owned[] }) {
  const t = useTranslations("vendors.form");
  const words = useRegistryWords();
  const locale = useLocale();
  const api = "/api/v1/vendors";
  return (
    <Panel>
      <ActionForm
        action={vendor ? `${api}/${vendor.slug}` : api}
        submit={t(vendor ? "save" : "create")}
        hidden={{ revision: vendor?.revision }}
        secondary={<LinkButton href={vendor ? `/vendors/${vendor.slug}` : "/vendors"}>{t("cancel")}</LinkButton>}
      >
        <div className="grid items-end gap-4 md:grid-cols-2">
          <Field name="name" label={t("name")} hint={t("nameHint")} defaultValue={vendor?.name} required maxLength={120} />
          <Field
            name="legalName"
            label={t("legalName")}
            hint={t("legalNameHint")}
            defaultValue={vendor?.legalName ?? ""}
            maxLength={200}
            isOptional
          />
          <Field
            name="parent"
            label={t("parent")}
            hint={t("parentHint")}
            defaultValue={vendor?.owners.at(-1)?.slug ?? ""}
            list="vendor-suggestions"
            autoComplete="off"
            maxLength={200}
            isOptional
          />
          <Field
            name="countriesNotServed"
            label={t("countriesNotServed")}
            hint={t("countriesNotServedHint")}
            defaultValue={vendor?.countriesNotServed.map(words.country).join(locale === "zh-CN" ? "，" : ", ") ?? ""}
            isOptional
          />
          <Field
            as="select"
            name="hqCountry"
            label={t("hqCountry")}
            defaultValue={vendor?.hqCountry ?? ""}
            options={[{ value: "", label: t("unknownCountry") }, ...countryChoices(locale)]}
          />
          <Field name="hqCity" label={t("hqCity")} defaultValue={vendor?.hqCity ?? ""} maxLength={100} isOptional />
          <Field
            as="select"
            name="confidence"
            label={t("confidence")}
            defaultValue={vendor?.confidence ?? "MEDIUM"}
            options={CONFIDENCES.map((value) => ({
              value,
              label: `${words.of("confidence", value)} – ${words.of("confidenceMeans", value)}`,
            }))}
          />
          {!vendor && <Field name="slug" label={t("slug")} hint={t("slugHint")} maxLength={80} autoCapitalize="none" isOptional />}
        </div>
        <Field
          as="textarea"
          name="notes"
          label={t("notes")}
          hint={t("notesHint")}
          defaultValue={vendor?.notes ?? ""}
          maxLength={4_000}
          rows={4}
          isOptional
        />
        <datalist id="vendor-suggestions">
          {suggestions.map(({ slug, name }) => (
            <option key={slug} value={slug} label={name} />
          ))}
        </datalist>
      </ActionForm>
    </Panel>
  );
}
