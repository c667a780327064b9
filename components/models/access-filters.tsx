import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { type ActiveFilter, FilterBar } from "@/components/ui/filter-bar";
import { type Controller, MODES, NOBODY } from "@/lib/registry/models/access/rules";
import type { RouteTable } from "@/lib/registry/models/access/schema";
import { CHANNEL_KINDS, channelOf } from "@/lib/registry/models/channels";

const NAMES = ["q", "mode", "kind", "controller", "channel"] as const;

/** For the graph and the table alike. A channel is chosen in the graph. */
export function AccessFilters({
  address,
  table,
  controllers,
}: {
  address: Address;
  table: RouteTable;
  controllers: readonly Controller[];
}) {
  const t = useTranslations("models");
  const words = useRegistryWords();
  const any = { value: "", label: t("filters.any") };
  const nameOf = (slug: string) =>
    slug === NOBODY ? t("nobody") : (controllers.find(({ vendor }) => vendor?.slug === slug)?.vendor?.name ?? slug);
  const shown: Record<(typeof NAMES)[number], string | undefined> = {
    q: table.q,
    mode: table.mode && words.of("mode", table.mode),
    kind: table.kind && t(`kind.${table.kind}`),
    controller: table.controller && nameOf(table.controller),
    channel: table.channel && channelOf(table.channel).label,
  };
  const active: ActiveFilter[] = NAMES.flatMap((name) => {
    const value = shown[name];
    return value ? [{ label: t("filters.is", { label: t(`filters.${name}`), value }), href: hrefWith(address, { [name]: null }) }] : [];
  });
  return (
    <FilterBar address={address} names={NAMES} active={active}>
      <Field name="q" type="search" label={t("filters.q")} defaultValue={table.q ?? ""} />
      <Field
        as="select"
        name="mode"
        label={t("filters.mode")}
        defaultValue={table.mode ?? ""}
        options={[any, ...MODES.map((value) => ({ value, label: words.of("mode", value) }))]}
      />
      <Field
        as="select"
        name="kind"
        label={t("filters.kind")}
        defaultValue={table.kind ?? ""}
        options={[any, ...CHANNEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]}
      />
      <Field
        as="select"
        name="controller"
        label={t("filters.controller")}
        defaultValue={table.controller ?? ""}
        options={[any, ...controllers.map(({ vendor }) => ({ value: vendor?.slug ?? NOBODY, label: vendor?.name ?? t("nobody") }))]}
      />
    </FilterBar>
  );
}
