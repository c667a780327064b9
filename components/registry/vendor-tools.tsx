import { useTranslations } from "next-intl";
import { useRegistryColumns } from "@/components/registry/registry-table";
import type { Address } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { ListedTool } from "@/lib/registry/search/queries";

/** The vendor's tools and those of every company it owns. */
export function VendorTools({
  vendor,
  tools,
  address,
  sort,
}: {
  vendor: string;
  tools: readonly ListedTool[];
  address: Address;
  sort: string;
}) {
  const t = useTranslations("registry");
  const columns = useRegistryColumns();
  const isAlone = tools.every(({ vendorName }) => vendorName === vendor);
  return (
    <Panel title={t("vendorPage.tools")} isFlush>
      <DataTable
        caption={t("vendorPage.toolsCaption", { vendor })}
        columns={isAlone ? columns.filter(({ id }) => id !== "vendor") : columns}
        rows={tools}
        rowId={({ id }) => id}
        rowHref={({ slug }) => `/tools/${slug}`}
        address={address}
        sort={sort}
        summary={t("count", { n: tools.length })}
        empty={<EmptyState title={t("vendorPage.noTools")} />}
      />
    </Panel>
  );
}
