import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { type ActiveFilter, FilterBar } from "@/components/ui/filter-bar";
import { MODES, type Named } from "@/lib/registry/models/access/rules";
import { CHANNEL_KINDS } from "@/lib/registry/models/channels";
import type { FamilyList } from "@/lib/registry/models/schema";

const NAMES = ["q", "vendor", "weights", "mode", "kind"] as const;

export function FamiliesFilters({ address, list, vendors }: { address: Address; list: FamilyList; vendors: readonly Named[] }) {
  const t = useTranslations("models");
  const words = useRegistryWords();
  const any = { value: "", label: t("filters.any") };
  const shown: Record<(typeof NAMES)[number], string | undefined> = {
    q: list.q,
    vendor: list.vendor && (vendors.find(({ slug }) => slug === list.vendor)?.name ?? list.vendor),
    weights: list.weights && t(`families.${list.weights}`),
    mode: list.mode && words.of("mode", list.mode),
    kind: list.kind && t(`kind.${list.kind}`),
  };
  const active: ActiveFilter[] = NAMES.flatMap((name) => {
    const value = shown[name];
    return value
      ? [{ label: t("filters.is", { label: t(`filters.${labelOf[name]}`), value }), href: hrefWith(address, { [name]: null }) }]
      : [];
  });
  const vendorOptions = vendors.map(({ slug, name }) => ({ value: slug, label: name }));
  // A vendor that owns others comes from a link: it stays choosable.
  if (list.vendor && !vendors.some(({ slug }) => slug === list.vendor)) vendorOptions.push({ value: list.vendor, label: list.vendor });
  return (
    <FilterBar address={address} names={NAMES} active={active}>
      <Field name="q" type="search" label={t("filters.family")} defaultValue={list.q ?? ""} />
      <Field as="select" name="vendor" label={t("filters.vendor")} defaultValue={list.vendor ?? ""} options={[any, ...vendorOptions]} />
      <Field
        as="select"
        name="weights"
        label={t("filters.weights")}
        defaultValue={list.weights ?? ""}
        options={[any, ...(["open", "closed"] as const).map((value) => ({ value, label: t(`families.${value}`) }))]}
      />
      <Field
        as="select"
        name="mode"
        label={t("filters.mode")}
        defaultValue={list.mode ?? ""}
        options={[any, ...MODES.map((value) => ({ value, label: words.of("mode", value) }))]}
      />
      <Field
        as="select"
        name="kind"
        label={t("filters.kind")}
        defaultValue={list.kind ?? ""}
        options={[any, ...CHANNEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]}
      />
    </FilterBar>
  );
}

const labelOf = { q: "family", vendor: "vendor", weights: "weights", mode: "mode", kind: "kind" } as const;
