import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";

export type WordedProblem = { place: string; entry: string | null; reason: string };

/** Rows of the file that cannot be taken, the first ones in words and all of them as a file. */
export function Problems({ id, total, problems, address }: { id: number; total: number; problems: WordedProblem[]; address: Address }) {
  const t = useTranslations("catalogue.problems");
  const columns: Column<WordedProblem>[] = [
    { id: "place", header: t("place"), cell: ({ place }) => <code className="break-all whitespace-normal">{place}</code> },
    { id: "entry", header: t("entry"), cell: ({ entry }) => entry ?? "–" },
    { id: "reason", header: t("reason"), cell: ({ reason }) => <span className="whitespace-normal">{reason}</span> },
  ];
  return (
    <Panel title={t("title")} isFlush>
      <div className="grid gap-3">
        <p className="text-ink-2">
          {t("lead", { n: total })} {total > problems.length && t("shown", { n: problems.length, total })}
        </p>
        <DataTable
          caption={t("caption")}
          columns={columns}
          rows={problems}
          rowId={({ place, reason }) => `${place}-${reason}`}
          address={address}
          empty={null}
          isPlain
        />
        <p>
          <LinkButton href={`/api/v1/catalogue/updates/${id}/problems`}>{t("download")}</LinkButton>
        </p>
      </div>
    </Panel>
  );
}
