import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { SensitiveTeam } from "@/lib/registry/sensitivity/queries";

/** The teams in which no approval from above counts. They are marked on their own pages. */
export function SensitiveTeams({ teams }: { teams: readonly SensitiveTeam[] }) {
  const t = useTranslations("decisions.sensitive");
  const format = useFormatter();
  return (
    <Panel
      id="sensitive"
      title={t("title")}
      aside={
        <Link className="link" href="/teams">
          {t("find")}
        </Link>
      }
    >
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("lead")}</p>
      {teams.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <DataTable
          caption={t("title")}
          isPlain
          address={{ path: "/decisions", search: {} }}
          rows={teams}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/teams/${id}#sensitive`}
          empty={null}
          columns={[
            { id: "team", header: t("columns.team"), cell: ({ name }) => name },
            {
              id: "above",
              header: t("columns.above"),
              cell: ({ above }) => above.join(" / ") || "–",
              title: ({ above }) => above.join(" / "),
            },
            { id: "people", header: t("columns.people"), isNumeric: true, cell: ({ people }) => format.number(people) },
            { id: "reason", header: t("columns.reason"), cell: ({ reason }) => reason, title: ({ reason }) => reason },
            { id: "since", header: t("columns.since"), cell: ({ markedAt }) => <When at={markedAt} kind="date" /> },
            { id: "by", header: t("columns.by"), cell: ({ markedBy }) => markedBy ?? "–" },
          ]}
        />
      )}
    </Panel>
  );
}
