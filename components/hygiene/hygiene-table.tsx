import Link from "next/link";
import { useTranslations } from "next-intl";
import { useScoreWords } from "@/components/hygiene/score-bar";
import type { Address } from "@/components/ui/address";
import { hrefWith } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { ToolHygiene } from "@/lib/risk/hygiene/queries";

const MOST = 15;

/** Tools by how much is known of them, each with its number and its coverage. */
export function HygieneTable({ tools, address, isWhole }: { tools: readonly ToolHygiene[]; address: Address; isWhole: boolean }) {
  const t = useTranslations("hygiene.list");
  const words = useScoreWords();
  const known = tools.filter(({ hygiene }) => hygiene.answered > 0);
  const shown = isWhole ? tools : known.slice(0, MOST);
  return (
    <Panel title={t("title")} isFlush>
      <DataTable
        caption={t("caption")}
        isPlain
        address={address}
        rows={shown}
        rowId={({ slug }) => slug}
        rowHref={({ slug }) => `/tools/${slug}/hygiene`}
        empty={<EmptyState title={t("nothing")}>{t("nothingHint")}</EmptyState>}
        columns={[
          { id: "tool", header: t("columns.tool"), cell: ({ name }) => name, title: ({ name }) => name },
          {
            id: "vendor",
            header: t("columns.vendor"),
            cell: ({ vendor, vendorSlug }) => (
              <Link className="link" href={`/vendors/${vendorSlug}/hygiene`}>
                {vendor}
              </Link>
            ),
          },
          { id: "score", header: t("columns.score"), isNumeric: true, cell: ({ hygiene }) => words.score(hygiene) },
          { id: "coverage", header: t("columns.coverage"), isNumeric: true, cell: ({ hygiene }) => words.share(hygiene.coverage) },
          { id: "answered", header: t("columns.answered"), isNumeric: true, cell: ({ hygiene }) => words.answered(hygiene) },
        ]}
      />
      {(isWhole || tools.length > shown.length) && (
        <p className="mt-2">
          <Link className="link" href={hrefWith(address, { tools: isWhole ? null : "all" })} scroll={false}>
            {isWhole ? t("fewer") : t("more", { n: tools.length })}
          </Link>
        </p>
      )}
    </Panel>
  );
}
