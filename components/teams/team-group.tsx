import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { StateTag } from "@/components/ui/state-tag";
import { When } from "@/components/ui/when";
import type { ObligationRow } from "@/lib/compliance/rows/queries";
import { type DutyGroup, LEFT } from "@/lib/compliance/rules";
import type { TeamPage } from "@/lib/compliance/teams/queries";
import type { DutyProof } from "@/prisma/generated/enums";

/** Where the rows of a group are, all of them. */
const ROWS_OF: Record<Exclude<DutyGroup, "due">, string> = {
  overdue: "flag=overdue",
  "still-found": "flag=contradicted",
  checking: "state=STATED",
  "not-seen": "state=UNKNOWN",
  cleared: "state=PROVED,NOT_AFFECTED",
  exempt: "state=EXCEPTED",
};

function rowsOf(group: DutyGroup, proof: DutyProof): string {
  if (group === "due") return `state=${LEFT[proof]}`;
  return group === "cleared" && proof === "STATEMENT" ? "state=STATED,PROVED" : ROWS_OF[group];
}

/** Open work is open; what is done recedes. */
const FOLDED: readonly DutyGroup[] = ["cleared", "exempt"];

type Props = { group: TeamPage["groups"][number]; page: TeamPage; now: Date };

export function TeamGroup({ group: { group, count, rows }, page, now }: Props) {
  const t = useTranslations("teams");
  const title = t(`groups.${group}`);
  const all = `/bans/${page.ban.code}/people?duty=${page.kind}&${rowsOf(group, page.proof)}&team=${page.team.id}`;
  return (
    <details className="even-columns" open={!FOLDED.includes(group)}>
      <summary className="fold py-1 font-semibold">
        {title} <span className="font-normal text-ink-2 tabular-nums">({count})</span>
      </summary>
      <DataTable
        caption={title}
        isPlain
        address={{ path: `/teams/${page.team.id}`, search: {} }}
        rows={rows}
        rowId={({ id }) => id}
        rowHref={({ person, device }) => (person ? `/people/${person.id}` : device ? `/devices/${device.deviceId}` : null)}
        empty={null}
        columns={[
          { id: "person", header: t("person"), cell: nameOf, title: nameOf },
          {
            id: "state",
            header: t("state"),
            cell: (row) => (
              <StateTag
                state={row.state}
                proof={row.proof}
                now={now}
                zone={page.ban.zone}
                deadline={row.deadlineAt}
                isContradicted={row.contradicted}
                reason={row.reason}
                seenAt={row.device?.reportedAt ?? null}
                exceptedUntil={row.exceptionUntil}
              />
            ),
          },
          { id: "device", header: t("device"), cell: ({ device }) => device?.hostName ?? "–" },
          { id: "evidence", header: t("evidence"), cell: (row) => <Evidence row={row} /> },
        ]}
      />
      {count > rows.length && (
        <p className="mt-1">
          <Link className="link" href={all}>
            {t("showAll", { n: count })}
          </Link>
        </p>
      )}
    </details>
  );
}

function nameOf({ person, device }: ObligationRow): string {
  return person?.name ?? device?.hostName ?? "–";
}

function Evidence({ row: { device } }: { row: ObligationRow }) {
  const at = device?.foundAt ?? device?.attestedAt ?? device?.reportedAt;
  if (!at) return "–";
  return (
    <>
      <When at={at} /> {device?.foundAt && [device.software, device.version].filter(Boolean).join(" ")}
    </>
  );
}
