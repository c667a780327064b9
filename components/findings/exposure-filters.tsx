import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { type ExposureFilters as Filters, PRESENCE } from "@/lib/risk/exposure/schema";

type Props = { address: Address; filters: Filters /** The name of the team that is chosen. */; team: string | null };

export function ExposureFilters({ address, filters, team }: Props) {
  const t = useTranslations("findings.exposure");
  const chosen = filters.team === undefined ? null : filters.team === 0 ? t("noTeam") : (team ?? String(filters.team));
  const label = chosen && t(filters.within === "own" ? "onlyTeam" : "inTeam", { team: chosen });
  const active = label ? [{ label, href: hrefWith(address, { team: null, within: null }) }] : [];
  return (
    <FilterBar address={address} names={["q", "presence"]} active={active}>
      <Field name="q" type="search" label={t("q")} defaultValue={filters.q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="presence"
        label={t("presence")}
        defaultValue={filters.presence ?? ""}
        options={[{ value: "", label: t("any") }, ...PRESENCE.map((value) => ({ value, label: t(`presences.${value}`) }))]}
      />
    </FilterBar>
  );
}
