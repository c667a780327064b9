import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { ChoiceField, Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { type ObligationsQuery, ROW_FLAGS } from "@/lib/compliance/schema";
import type { DutyKind } from "@/prisma/generated/enums";
import { ObligationState } from "@/prisma/generated/enums";

type Props = {
  address: Address;
  query: ObligationsQuery;
  kinds: readonly DutyKind[];
  team: { id: number; name: string } | null;
};

export function BanPeopleFilters({ address, query, kinds, team }: Props) {
  const t = useTranslations("bans.people");
  const page = useTranslations("bans.page");
  const { state = [], flag, duty, q } = query;
  const without = (name: string, value?: string) =>
    hrefWith(address, { [name]: value ? [address.search[name] ?? []].flat().filter((one) => one !== value) : null });
  return (
    <FilterBar
      address={address}
      names={["state", "flag", "duty", "q"]}
      active={[
        ...state.map((one) => ({ label: page(`state.${one}`), href: without("state", one) })),
        ...(flag ? [{ label: t(`flag.${flag}`), href: without("flag") }] : []),
        ...(team ? [{ label: `${t("filter.team")}: ${team.name}`, href: without("team") }] : []),
        ...(q ? [{ label: `“${q}”`, href: without("q") }] : []),
      ]}
    >
      <Field name="q" type="search" label={t("filter.q")} defaultValue={q ?? ""} maxLength={100} />
      <Field
        as="select"
        name="flag"
        label={t("filter.flag")}
        defaultValue={flag ?? ""}
        options={[{ value: "", label: t("filter.any") }, ...ROW_FLAGS.map((one) => ({ value: one, label: t(`flag.${one}`) }))]}
      />
      {kinds.length > 1 && (
        <Field
          as="select"
          name="duty"
          label={page("duty.label")}
          defaultValue={duty}
          options={kinds.map((kind) => ({ value: kind, label: page(`duty.${kind}`) }))}
        />
      )}
      <ChoiceField
        className="wide-filter"
        name="state"
        type="checkbox"
        label={t("filter.state")}
        isInline
        choices={Object.values(ObligationState).map((one) => ({
          value: one,
          label: page(`state.${one}`),
          isChecked: state.includes(one),
        }))}
      />
    </FilterBar>
  );
}
