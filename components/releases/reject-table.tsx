import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";

export type WordedReject = { place: string; reason: string; excerpt: string };

/** Rows of a file that were not taken, each with its place and why. */
export function RejectTable({ rejects, path }: { rejects: readonly WordedReject[]; path: string }) {
  const t = useTranslations("releases.result");
  return (
    <DataTable
      caption={t("caption")}
      isPlain
      address={{ path, search: {} }}
      rows={rejects}
      rowId={({ place, reason }) => `${place} ${reason}`}
      empty={null}
      columns={[
        { id: "place", header: t("place"), cell: ({ place }) => <code className="break-all whitespace-normal">{place}</code> },
        { id: "reason", header: t("reason"), cell: ({ reason }) => <span className="whitespace-normal">{reason}</span> },
        { id: "excerpt", header: t("excerpt"), cell: ({ excerpt }) => <code className="break-all whitespace-normal">{excerpt}</code> },
      ]}
    />
  );
}
