import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { type ActiveFilter, FilterBar } from "@/components/ui/filter-bar";
import { dateWords } from "@/i18n/date-words";
import { STATES, type TriageFilters } from "@/lib/inventory/triage/schema";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { namesSoftware } from "@/lib/registry/tools/identifiers/rules";

const NAMES = ["q", "state", "kind", "since", "likely"] as const;

export function TriageFilterBar({ address, filters }: { address: Address; filters: TriageFilters }) {
  const t = useTranslations("triage");
  const locale = useLocale();
  const words = useRegistryWords();
  const { q, state, kind, since, likely } = filters;
  const shown: Record<(typeof NAMES)[number], string | undefined> = {
    q,
    state: state === "open" ? undefined : t(`state.${state}`),
    kind: kind && words.of("kind", kind),
    since: since && dateWords(new Date(`${since}T00:00:00Z`), "short", "UTC", locale),
    likely: likely && t("filters.onlyLikely"),
  };
  const active: ActiveFilter[] = NAMES.flatMap((name) => {
    const value = shown[name];
    return value ? [{ label: t("filters.is", { label: t(`filters.${name}`), value }), href: hrefWith(address, { [name]: null }) }] : [];
  });
  const any = { value: "", label: t("filters.any") };
  const kinds = IDENTIFIER_KINDS.filter((one) => namesSoftware(one) || one === "PURL" || one === kind);
  return (
    <FilterBar address={address} names={NAMES} active={active}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="likely"
        label={t("filters.likely")}
        defaultValue={likely ?? ""}
        options={[any, { value: "yes", label: t("filters.onlyLikely") }]}
      />
      <Field
        as="select"
        name="kind"
        label={t("filters.kind")}
        defaultValue={kind ?? ""}
        options={[any, ...kinds.map((value) => ({ value, label: words.of("kind", value) }))]}
      />
      <Field
        as="select"
        name="state"
        label={t("filters.state")}
        defaultValue={state}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <Field name="since" type="date" label={t("filters.since")} defaultValue={since ?? ""} />
    </FilterBar>
  );
}
