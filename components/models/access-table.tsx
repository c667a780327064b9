import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ModeMark } from "@/components/models/mode-mark";
import { useRegistryWords } from "@/components/registry/words";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { VerdictTag } from "@/components/ui/verdict-tag";
import { When } from "@/components/ui/when";
import type { Route } from "@/lib/registry/models/access/rules";
import type { VerdictKind } from "@/lib/registry/rules";

export type JudgedRoute = Route & { verdict: { kind: VerdictKind; from: Date | null; zone: string | null } };

type Props = { family: string; routes: readonly JudgedRoute[]; tools: number; address: Address; sort: string; canEdit: boolean };

/** The rows of the graph. */
export function AccessTable({ family, routes, tools, address, sort, canEdit }: Props) {
  const t = useTranslations("models");
  const columns = useAccessColumns(canEdit);
  return (
    <DataTable
      caption={t("table.caption", { family })}
      columns={columns}
      rows={routes}
      rowId={({ id }) => id}
      rowHref={({ tool }) => `/tools/${tool.slug}`}
      address={address}
      sort={sort}
      summary={t("table.count", { n: routes.length, tools })}
      empty={
        <EmptyState
          title={t("table.empty")}
          action={
            <Link className="link" href={address.path}>
              {t("filters.clear")}
            </Link>
          }
        />
      }
    />
  );
}

function useAccessColumns(canEdit: boolean): Column<JudgedRoute>[] {
  const t = useTranslations("models");
  const format = useFormatter();
  const words = useRegistryWords();
  const edit: Column<JudgedRoute> = {
    id: "edit",
    header: t("table.edit"),
    cell: ({ id, tool, channel }) => (
      <Link href={`/models/access/${id}`} prefetch={false} aria-label={t("table.editName", { tool: tool.name, channel: channel.label })}>
        {t("table.change")}
      </Link>
    ),
  };
  return [
    { id: "tool", header: t("table.tool"), isSortable: true, cell: ({ tool }) => tool.name, title: ({ tool }) => tool.name },
    {
      id: "vendor",
      header: t("table.vendor"),
      isSortable: true,
      cell: ({ tool }) => (
        <Link href={`/vendors/${tool.vendor.slug}`} prefetch={false}>
          {tool.vendor.name}
        </Link>
      ),
    },
    {
      id: "mode",
      header: t("table.mode"),
      isSortable: true,
      cell: ({ mode }) => <ModeMark mode={mode}>{words.of("mode", mode)}</ModeMark>,
    },
    {
      id: "channel",
      header: t("table.channel"),
      isSortable: true,
      cell: ({ channel }) => channel.label,
      title: ({ channel }) => channel.label,
    },
    { id: "kind", header: t("table.kind"), isSortable: true, cell: ({ channel }) => t(`kind.${channel.kind}`) },
    {
      id: "controller",
      header: t("table.controller"),
      isSortable: true,
      cell: ({ channel }) =>
        channel.controlledBy ? (
          <Link href={`/vendors/${channel.controlledBy.slug}`} prefetch={false}>
            {channel.controlledBy.name}
          </Link>
        ) : (
          t("nobody")
        ),
    },
    {
      id: "verdict",
      header: t("table.verdict"),
      isSortable: true,
      cell: ({ verdict: { kind, from, zone } }) => <VerdictTag verdict={kind} from={from} {...(zone && { zone })} />,
    },
    {
      id: "devices",
      header: t("table.devices"),
      isSortable: true,
      startsDescending: true,
      isNumeric: true,
      cell: ({ tool }) => (tool.devices === null ? "–" : format.number(tool.devices)),
    },
    {
      id: "source",
      header: t("table.source"),
      cell: ({ source }) => words.source(source),
      title: ({ source }) => words.source(source),
    },
    {
      id: "asOf",
      header: t("table.asOf"),
      isSortable: true,
      startsDescending: true,
      cell: ({ asOf }) => (asOf ? <When at={new Date(`${asOf}T00:00:00Z`)} kind="date" zone="UTC" /> : "–"),
    },
    ...(canEdit ? [edit] : []),
  ];
}
