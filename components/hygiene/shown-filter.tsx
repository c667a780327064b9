import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import type { Shown } from "@/lib/risk/hygiene/schema";

const SHOWN = ["unknown", "own", "inherited"] as const satisfies readonly Shown[];

/** Which questions stand below the bars. */
export function ShownFilter({ address, show }: { address: Address; show: Shown | undefined }) {
  const t = useTranslations("hygiene.page");
  const { answer: _answer, ...search } = address.search;
  return (
    <FilterBar address={{ ...address, search }} names={["show"]}>
      <Field
        as="select"
        name="show"
        label={t("show")}
        defaultValue={show ?? ""}
        options={[{ value: "", label: t("shows.all") }, ...SHOWN.map((value) => ({ value, label: t(`shows.${value}`) }))]}
      />
    </FilterBar>
  );
}
