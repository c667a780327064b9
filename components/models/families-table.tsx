import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { MODES } from "@/lib/registry/models/access/rules";
import { CHANNEL_KINDS } from "@/lib/registry/models/channels";
import type { FamilyItem } from "@/lib/registry/models/queries";

/** Model families with how many tools reach them, by mode and by kind of channel. Every number leads to its rows. */
export function FamiliesTable({ families, address }: { families: readonly FamilyItem[]; address: Address }) {
  const t = useTranslations("models");
  return (
    <DataTable
      caption={t("families.caption")}
      columns={useFamilyColumns()}
      rows={families}
      rowId={({ id }) => id}
      rowHref={({ slug }) => `/models/${slug}`}
      address={address}
      summary={t("families.count", { n: families.length })}
      empty={<EmptyState title={t("families.empty")} action={<LinkButton href={address.path}>{t("filters.clear")}</LinkButton>} />}
    />
  );
}

function useFamilyColumns(): Column<FamilyItem>[] {
  const t = useTranslations("models");
  const words = useRegistryWords();
  const format = useFormatter();
  const figure = (slug: string, n: number | undefined, filter: Record<string, string>) =>
    n ? (
      <Link href={`${hrefWith({ path: `/models/${slug}`, search: {} }, filter)}#routes`} prefetch={false}>
        {format.number(n)}
      </Link>
    ) : (
      <span className="text-ink-3">0</span>
    );
  return [
    { id: "name", header: t("families.name"), cell: ({ name }) => name, title: ({ name }) => name },
    {
      id: "vendor",
      header: t("families.vendor"),
      cell: ({ vendor }) => (
        <Link href={`/vendors/${vendor.slug}`} prefetch={false}>
          {vendor.name}
        </Link>
      ),
    },
    { id: "weights", header: t("families.weights"), cell: ({ openWeights }) => t(openWeights ? "families.open" : "families.closed") },
    { id: "tools", header: t("families.tools"), isNumeric: true, cell: ({ slug, tools }) => figure(slug, tools, {}) },
    ...MODES.map(
      (mode): Column<FamilyItem> => ({
        id: mode,
        header: t(`families.mode.${mode}`),
        isNumeric: true,
        isHidden: mode === "DISABLED_BY_POLICY",
        cell: ({ slug, byMode }) => figure(slug, byMode[mode], { mode }),
      }),
    ),
    ...CHANNEL_KINDS.map(
      (kind): Column<FamilyItem> => ({
        id: kind,
        header: t(`families.kind.${kind}`),
        isNumeric: true,
        isHidden: kind === "other",
        cell: ({ slug, byKind }) => figure(slug, byKind[kind], { kind }),
      }),
    ),
    { id: "offers", header: t("families.offers"), isNumeric: true, cell: ({ offers }) => format.number(offers) },
    {
      id: "licence",
      header: t("families.licence"),
      isHidden: true,
      cell: ({ licence }) => licence ?? "–",
      title: ({ licence }) => licence ?? "",
    },
    { id: "confidence", header: t("families.confidence"), isHidden: true, cell: ({ confidence }) => words.of("confidence", confidence) },
  ];
}
