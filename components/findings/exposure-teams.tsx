import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { ExposedTeam, ExposedTeams } from "@/lib/risk/exposure/teams/queries";

type Props = { teams: ExposedTeams; address: Address };

/** The org tree, a level at a time: every team with everybody below it. Each count opens the devices it counts. */
export function ExposureTeams({ teams, address }: Props) {
  const t = useTranslations("findings.exposure");
  const format = useFormatter();
  const devices = ({ id, isParent }: ExposedTeam, presence: string | null) =>
    hrefWith(address, { by: null, parent: null, team: id ?? 0, within: isParent ? "own" : null, presence });
  const figure = (n: number, href: string) =>
    n === 0 ? (
      format.number(0)
    ) : (
      <Link href={href} prefetch={false} className="link">
        {format.number(n)}
      </Link>
    );
  const nameOf = ({ name, isParent }: ExposedTeam) => (name === null ? t("noTeam") : isParent ? t("teamItself", { team: name }) : name);
  return (
    <>
      <Above above={teams.above} address={address} />
      <DataTable
        caption={t("teamsCaption")}
        address={address}
        rows={teams.rows}
        rowId={({ id }) => id ?? 0}
        rowHref={({ id, hasChildren }) => (hasChildren && id !== null ? hrefWith(address, { parent: id }) : null)}
        empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
        columns={[
          { id: "team", header: t("columns.team"), cell: nameOf, title: nameOf },
          { id: "devices", header: t("columns.devices"), cell: (row) => figure(row.devices, devices(row, null)), isNumeric: true },
          { id: "still", header: t("columns.still"), cell: (row) => figure(row.stillDevices, devices(row, "still")), isNumeric: true },
          { id: "people", header: t("columns.people"), cell: ({ people }) => format.number(people), isNumeric: true },
        ]}
      />
    </>
  );
}

function Above({ above, address }: { above: ExposedTeams["above"]; address: Address }) {
  const t = useTranslations("findings.exposure");
  if (above.length < 2) return null;
  return (
    <nav aria-label={t("tree")} className="mb-3">
      <ol className="flex flex-wrap gap-x-1.5">
        {above.map(({ id, name }, index) => (
          <li key={id} className="flex gap-x-1.5">
            {index > 0 && <span aria-hidden="true">/</span>}
            {index === above.length - 1 ? (
              <span aria-current="location">{name}</span>
            ) : (
              <Link href={hrefWith(address, { parent: id })} scroll={false} className="link">
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
