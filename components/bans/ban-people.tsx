import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StateTag } from "@/components/ui/state-tag";
import { When } from "@/components/ui/when";
import type { ObligationRow } from "@/lib/compliance/rows/queries";

type Props = { rows: ObligationRow[]; address: Address; zone: string; now: Date; csvHref: string };

/** People and shared devices, worst first, each with what the state rests on. */
export function BanPeople({ rows, address, zone, now, csvHref }: Props) {
  const t = useTranslations("bans.people");
  const nameOf = ({ person, device }: ObligationRow) => person?.name ?? device?.hostName ?? t("shared");
  const columns: Column<ObligationRow>[] = [
    { id: "name", header: t("columns.name"), cell: nameOf, title: nameOf },
    { id: "team", header: t("columns.team"), cell: ({ team }) => team.name, title: ({ team }) => team.name },
    {
      id: "state",
      header: t("columns.state"),
      cell: ({ state, proof, reason, contradicted, deadlineAt, device, exceptionUntil }) => (
        <StateTag
          state={state}
          proof={proof}
          reason={reason}
          isContradicted={contradicted}
          deadline={deadlineAt}
          seenAt={device?.reportedAt ?? null}
          exceptedUntil={exceptionUntil}
          zone={zone}
          now={now}
        />
      ),
    },
    { id: "device", header: t("columns.devices"), cell: (row) => <Device row={row} /> },
    { id: "evidence", header: t("columns.evidence"), cell: (row) => <Evidence row={row} /> },
    { id: "since", header: t("columns.since"), cell: ({ since }) => <When at={since} kind="dateTime" />, isHidden: true },
    {
      id: "flags",
      header: t("columns.flags"),
      cell: ({ contradicted, reappeared }) =>
        [contradicted && t("flag.contradicted"), reappeared && t("flag.reappeared")].filter(Boolean).join(" · ") || "–",
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowHref={({ person, device }) => (person ? `/people/${person.id}` : device ? `/devices/${device.deviceId}` : null)}
      address={address}
      toolbar={
        <LinkButton href={csvHref} size="small" download>
          {t("csv")}
        </LinkButton>
      }
      empty={<EmptyState title={t("empty")} />}
    />
  );
}

function Device({ row: { device, devices } }: { row: ObligationRow }) {
  const t = useTranslations("bans.people");
  if (!device) return t("none");
  return (
    <>
      <Link href={`/devices/${device.deviceId}`} prefetch={false} className="link">
        {device.hostName ?? t("unnamed")}
      </Link>
      {devices.length > 1 && <span className="text-ink-2"> {t("more", { n: devices.length - 1 })}</span>}
    </>
  );
}

/** What the state rests on: where it was found, what was said, or who looked last. */
function Evidence({ row: { device } }: { row: ObligationRow }) {
  const t = useTranslations("bans.people");
  if (device?.foundAt) {
    const what = [device.software, device.version].filter(Boolean).join(" ");
    return (
      <span title={device.path ?? undefined}>
        {t("found", { what })} <When at={device.foundAt} kind="dateTime" />
      </span>
    );
  }
  if (device?.attestedAt) {
    return (
      <>
        {t("attested")} <When at={device.attestedAt} kind="dateTime" />
      </>
    );
  }
  if (!device?.reportedAt) return t("none");
  return (
    <>
      {t("reported")} <When at={device.reportedAt} kind="dateTime" />
    </>
  );
}
