import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import { countryWords } from "@/i18n/place-words";
import type { RadiusRow } from "@/lib/bans/blast-radius/rows/queries";
import { RADIUS_LISTS, type RadiusColumn, type RadiusList } from "@/lib/bans/blast-radius/rows/schema";

type Props = { list: RadiusList; rows: readonly RadiusRow[]; address: Address; csvHref: string };

/** The rows behind one count of a blast radius. */
export function RadiusRows({ list, rows, address, csvHref }: Props) {
  const t = useTranslations("blast");
  const columns = RADIUS_LISTS[list].map((column: RadiusColumn) => ({
    id: column.id,
    header: t(`column.${column.id}`),
    cell: (row: RadiusRow) => <Cell value={row[column.id] ?? null} column={column} />,
    isNumeric: column.kind === "number",
    ...(column.kind === "text" ? { title: (row: RadiusRow) => String(row[column.id] ?? "") } : {}),
  }));
  return (
    <DataTable
      caption={t(`list.${list}`)}
      columns={columns}
      rows={rows}
      rowId={({ key, id }) => `${key} ${id}`}
      rowHref={({ href }) => href}
      address={address}
      toolbar={
        <LinkButton href={csvHref} size="small" download>
          {t("rows.csv")}
        </LinkButton>
      }
      empty={<EmptyState title={t("rows.empty")} />}
    />
  );
}

/** Groups of messages that say the values of a column. */
const GROUPS = {
  platform: "inventory.platform",
  purpose: "blast.purpose",
  mode: "registry.mode",
  modes: "registry.mode",
  controls: "blast.control",
  duty: "bans.page.duty",
} as const;

function Cell({ value, column: { id, kind } }: { value: RadiusRow[string]; column: RadiusColumn }): ReactNode {
  const say = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
  if (value instanceof Date)
    return <When at={value} kind={kind === "date" ? "date" : "dateTime"} {...(kind === "date" && { zone: "UTC" })} />;
  if (typeof value === "number") return format.number(value);
  const words = [value].flat().map((one) => {
    if (id === "country") return countryWords(one, locale);
    if (kind === "channelKind") return channelKindWords(one, say);
    if (id === "channel" && say.has(`registry.client.${one}`)) return say(`registry.client.${one}`);
    const group = kind in GROUPS ? GROUPS[kind as keyof typeof GROUPS] : null;
    return group && say.has(`${group}.${one}`) ? say(`${group}.${one}`) : one;
  });
  return new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(words);
}

function channelKindWords(kind: string, say: ReturnType<typeof useTranslations<never>>): string {
  return say.has(`blast.channelKind.${kind}`) ? say(`blast.channelKind.${kind}`) : say(`models.kind.${kind}`);
}
