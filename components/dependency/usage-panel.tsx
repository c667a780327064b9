import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { UsageOfTeam } from "@/lib/risk/dependency/queries";
import { penetrationOf, type Usage } from "@/lib/risk/dependency/rules";

/** How many have it by inventories, and the rows behind that number. */
export function UsagePanel({ usage, teams, path }: { usage: Usage | null; teams: readonly UsageOfTeam[]; path: string }) {
  const t = useTranslations("dependency");
  const format = useFormatter();
  return (
    <Panel id="usage" title={t("usage.title")}>
      {usage ? (
        <>
          <p className="max-w-[80ch]">
            {t.rich("usage.known", { people: usage.people, of: usage.of, when: () => <When at={usage.asOf} /> })}
          </p>
          <p className="mb-3 max-w-[80ch] text-ink-2">{t("usage.suggests", { level: penetrationOf(usage) })}</p>
          {teams.length === 0 ? (
            <p className="text-ink-2">{t("usage.nobody")}</p>
          ) : (
            <DataTable
              caption={t("usage.caption")}
              isPlain
              address={{ path, search: {} }}
              rows={teams}
              rowId={({ id }) => id}
              rowHref={({ id }) => `/teams/${id}`}
              empty={null}
              columns={[
                { id: "division", header: t("columns.division"), cell: ({ name }) => name },
                { id: "people", header: t("columns.people"), isNumeric: true, cell: ({ people }) => format.number(people) },
                { id: "of", header: t("columns.of"), isNumeric: true, cell: ({ of }) => format.number(of) },
                {
                  id: "share",
                  header: t("columns.share"),
                  isNumeric: true,
                  cell: ({ people, of }) => format.number(of === 0 ? 0 : people / of, { style: "percent", maximumFractionDigits: 1 }),
                },
              ]}
            />
          )}
        </>
      ) : (
        <p className="max-w-[80ch]">{t("usage.unknown")}</p>
      )}
    </Panel>
  );
}
