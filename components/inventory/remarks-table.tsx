import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";

export type WordedRemark = { line: number; reason: string; excerpt: string };

/** Rows of a delivery with what is to be said of each. */
export function RemarksTable({ caption, remarks, address }: { caption: string; remarks: WordedRemark[]; address: Address }) {
  const t = useTranslations("inventory.result");
  const columns: Column<WordedRemark>[] = [
    { id: "line", header: t("line"), cell: ({ line }) => line },
    { id: "reason", header: t("reason"), cell: ({ reason }) => <span className="whitespace-normal">{reason}</span> },
    { id: "excerpt", header: t("excerpt"), cell: ({ excerpt }) => <code className="break-all whitespace-normal">{excerpt}</code> },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={remarks}
      rowId={({ line, reason }) => `${line}-${reason}`}
      address={address}
      empty={null}
      isPlain
    />
  );
}
