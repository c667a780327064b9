import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import type { ReleaseSums } from "@/lib/registry/releases/queries";

type Asked = { kind?: string | undefined; range?: string | undefined; inside?: boolean | undefined };

/** By kind and by version range. `rangeError` says what is wrong with the range. */
export function ReleaseFilters({
  address,
  asked,
  sums,
  rangeError,
}: {
  address: Address;
  asked: Asked;
  sums: ReleaseSums;
  rangeError: string | null;
}) {
  const t = useTranslations("releases.filters");
  const words = useRegistryWords();
  return (
    <FilterBar address={address} names={["kind", "range", "inside"]} submit={t("apply")}>
      <Field
        as="select"
        name="kind"
        label={t("kind")}
        defaultValue={asked.kind ?? ""}
        options={[{ value: "", label: t("anyKind") }, ...sums.map(({ kind }) => ({ value: kind, label: words.of("kind", kind) }))]}
      />
      <Field
        name="range"
        label={t("range")}
        hint={<span className="break-all">{t("rangeHint", { example: "vers:npm/>=2.1.91|<2.1.199" })}</span>}
        error={rangeError ?? undefined}
        defaultValue={asked.range ?? ""}
        maxLength={2_000}
        autoComplete="off"
        spellCheck={false}
      />
      <Field
        as="select"
        name="inside"
        label={t("inside")}
        defaultValue={asked.inside ? "true" : ""}
        options={[
          { value: "", label: t("insideAll") },
          { value: "true", label: t("insideOnly") },
        ]}
      />
    </FilterBar>
  );
}
