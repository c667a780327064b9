import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { segmentsOf } from "@/components/bans/ban-figures";
import { type Address, hrefWith } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { Sparkline } from "@/components/ui/sparkline";
import { StackedBarLine } from "@/components/ui/stacked-bar";
import { LEFT } from "@/lib/compliance/rules";
import type { TeamRow, TeamsPage } from "@/lib/compliance/teams/queries";
import type { DutyProof } from "@/prisma/generated/enums";

type Props = {
  code: string;
  teams: TeamsPage;
  address: Address;
  sort: string;
  q: string /** The one team above all others, if there is one. */;
  topTeamId: number | null;
};

/** The org tree, a level at a time: every team with the sums of everybody below it, the open ones first. */
export function BanTeams({ code, teams, address, sort, q, topTeamId }: Props) {
  const t = useTranslations("bans.page");
  return (
    <Panel title={t("teams")} isFlush>
      <Above above={teams.above} address={address} topTeamId={topTeamId} />
      <FilterBar address={address} names={["team"]}>
        <Field name="team" type="search" label={t("findTeam")} defaultValue={q} maxLength={100} />
      </FilterBar>
      <DataTable
        caption={t("teamsCaption")}
        columns={useColumns(code, teams, address)}
        rows={teams.rows}
        rowId={({ id }) => id}
        address={address}
        sort={sort}
        summary={t("teamsSummary", { n: teams.total })}
        empty={<EmptyState title={t(q ? "noTeams" : "noTeamsBelow")} />}
      />
      <Pager address={address} page={teams.page} pageSize={teams.size} total={teams.total} />
    </Panel>
  );
}

/** Where in the tree the table is, from the top of what the viewer sees. */
function Above({ above, address, topTeamId }: Pick<TeamsPage, "above"> & Pick<Props, "address" | "topTeamId">) {
  const t = useTranslations("bans.page");
  if (above.length === 0) return null;
  const last = above.at(-1);
  return (
    <nav aria-label={t("tree")} className="mb-3">
      <ol className="flex flex-wrap gap-x-1.5">
        {topTeamId === null && (
          <li>
            <Link href={hrefWith(address, { parent: null, team: null })} scroll={false} className="link">
              {t("top")}
            </Link>
          </li>
        )}
        {above.map(({ id, name }, index) => (
          <li key={id} className="flex gap-x-1.5">
            {(topTeamId === null || index > 0) && <span aria-hidden="true">/</span>}
            {id === last?.id ? (
              <span aria-current="location">{name}</span>
            ) : (
              <Link href={hrefWith(address, { parent: id, team: null })} scroll={false} className="link">
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function useColumns(code: string, { kind, proof }: TeamsPage, address: Address): Column<TeamRow>[] {
  const t = useTranslations("bans.page");
  const format = useFormatter();
  const rows = (team: TeamRow, filter: string) => `/bans/${code}/people?duty=${kind}&team=${team.id}&${filter}`;
  const figure = (n: number, href: string) =>
    n === 0 ? (
      format.number(0)
    ) : (
      <Link href={href} prefetch={false} className="link">
        {format.number(n)}
      </Link>
    );
  const numeric = { isSortable: true, startsDescending: true, isNumeric: true } as const;
  const columns: Column<TeamRow>[] = [
    {
      id: "name",
      header: t("columns.team"),
      isSortable: true,
      title: ({ name }) => name,
      cell: ({ id, name, hasChildren }) =>
        hasChildren ? (
          <Link href={hrefWith(address, { parent: id, team: null })} prefetch={false} scroll={false} className="row-link">
            <span aria-hidden="true">▸ </span>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    { id: "left", header: t("columns.left"), ...numeric, cell: (team) => figure(team.headline.left, rows(team, `state=${LEFT[proof]}`)) },
    { id: "total", header: t("columns.of"), ...numeric, cell: ({ headline }) => format.number(headline.of) },
    {
      id: "progress",
      header: t("columns.progress"),
      cell: ({ counts }) => <StackedBarLine segments={segmentsOf(counts, (state) => state, undefined, proof)} />,
    },
    {
      id: "cleared",
      header: t("columns.cleared"),
      ...numeric,
      cell: (team) =>
        figure(team.headline.cleared, rows(team, proof === "STATEMENT" ? "state=STATED&state=PROVED" : "state=PROVED&state=NOT_AFFECTED")),
    },
    {
      id: "checking",
      header: t("columns.checking"),
      ...numeric,
      cell: (team) => figure(team.headline.checking, rows(team, "state=STATED")),
    },
    {
      id: "stillFound",
      header: t("columns.still"),
      ...numeric,
      cell: (team) => figure(team.headline.stillFound, rows(team, "flag=contradicted")),
    },
    { id: "exempt", header: t("columns.exempt"), ...numeric, cell: (team) => figure(team.headline.exempt, rows(team, "state=EXCEPTED")) },
    { id: "notSeen", header: t("columns.unknown"), ...numeric, cell: (team) => figure(team.headline.notSeen, rows(team, "state=UNKNOWN")) },
    {
      id: "days",
      header: t("columns.days"),
      cell: ({ lastDays, headline }) => (
        <Sparkline
          values={lastDays}
          max={headline.of}
          label={t("days", { from: lastDays.find((left) => left !== null) ?? 0, to: headline.left })}
        />
      ),
    },
    {
      id: "forecast",
      header: t("columns.forecast"),
      ...numeric,
      cell: ({ atCutoff }) => (atCutoff === null ? "–" : format.number(atCutoff)),
    },
  ];
  return columns.filter(({ id }) => !UNASKED[proof].includes(id));
}

/** What does not exist of a duty that people state. */
const UNASKED: Record<DutyProof, readonly string[]> = {
  INVENTORY: [],
  RECORD: ["stillFound", "notSeen"],
  STATEMENT: ["checking", "stillFound", "notSeen"],
};
