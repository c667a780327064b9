import { useTranslations } from "next-intl";
import { useLevelWords } from "@/components/dependency/inputs-table";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { SetInput } from "@/lib/risk/dependency/queries";

/** What was set before. */
export function InputHistory({ past, path }: { past: readonly SetInput[]; path: string }) {
  const t = useTranslations("dependency");
  const words = useLevelWords();
  if (past.length === 0) return null;
  return (
    <Panel title={t("history")} isFlush>
      <DataTable
        caption={t("history")}
        isPlain
        address={{ path, search: {} }}
        rows={past}
        rowId={({ id }) => id}
        empty={null}
        columns={[
          { id: "input", header: t("columns.input"), cell: ({ key }) => t(`keys.${key}`) },
          { id: "value", header: t("columns.value"), cell: ({ key, level }) => words(key, level) },
          { id: "why", header: t("columns.why"), cell: ({ reason }) => reason, title: ({ reason }) => reason },
          {
            id: "when",
            header: t("columns.when"),
            cell: ({ by, at }) => t.rich("setBy", { who: by ?? "–", when: () => <When at={at} kind="date" /> }),
          },
        ]}
      />
    </Panel>
  );
}
