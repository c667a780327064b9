import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { DriftItem } from "@/lib/bans/drift/queries";
import { channelOf } from "@/lib/registry/models/channels";
import type { DriftStatus } from "@/prisma/generated/enums";

type Props = {
  items: readonly DriftItem[];
  status: DriftStatus | "ALL";
  /** How many there are in this state. */
  total: number;
  address: Address;
  /** The form that decides what is ticked, for those who may. */
  form: string | null;
  csvHref: string;
};

const TONES: Record<DriftStatus, Tone> = { OPEN: "due", ACCEPTED: "banned", DISMISSED: "exempt" };

/** What matches published bans by now, with why, and what became of it. */
export function DriftTable({ items, status, total, address, form, csvHref }: Props) {
  const t = useTranslations("drift");
  const modes = useTranslations("models.families.mode");
  const nameOf = ({ tool, edge }: DriftItem) => (edge ? t("edge", { tool: tool.name, family: edge.family }) : tool.name);
  const whyOf = ({ tool, owner, edge }: DriftItem) => {
    if (edge) return t("why.edge", { family: edge.family, channel: channelOf(edge.channel).label, mode: modes(edge.mode) });
    if (owner === null) return t("why.named");
    return owner === tool.vendor ? t("why.own", { vendor: tool.vendor }) : t("why.owned", { vendor: tool.vendor, owner });
  };
  const banOf = ({ ban }: DriftItem) => `${ban.code} · ${ban.title}`;
  return (
    <DataTable
      caption={t("caption")}
      address={address}
      summary={status === "OPEN" ? t("count", { n: total }) : t("counted", { n: total })}
      rows={items}
      rowId={({ id }) => id}
      rowHref={({ tool }) => `/tools/${tool.slug}`}
      {...(form
        ? { selection: { name: "ids", form, label: (row: DriftItem) => t("pick", { name: nameOf(row), ban: row.ban.code }) } }
        : {})}
      toolbar={
        <LinkButton href={csvHref} size="small" download>
          {t("csv")}
        </LinkButton>
      }
      empty={<Nothing status={status} />}
      columns={[
        { id: "match", header: t("columns.match"), cell: nameOf, title: nameOf },
        { id: "why", header: t("columns.why"), cell: whyOf, title: whyOf },
        { id: "ban", header: t("columns.ban"), cell: banOf, title: banOf },
        { id: "devices", header: t("columns.devices"), cell: ({ devices }) => devices, isNumeric: true },
        { id: "found", header: t("columns.found"), cell: ({ foundAt }) => <When at={foundAt} /> },
        ...(status === "OPEN"
          ? []
          : [
              {
                id: "state",
                header: t("columns.state"),
                cell: (row: DriftItem) => <State item={row} />,
              },
              { id: "decided", header: t("columns.decided"), cell: (row: DriftItem) => <Decision item={row} /> },
            ]),
      ]}
    />
  );
}

function State({ item: { status, version } }: { item: DriftItem }) {
  const t = useTranslations("drift");
  const place = version && ["DRAFT", "IN_REVIEW", "APPROVED"].includes(version.status) ? "working" : "binding";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Tag tone={TONES[status]}>{t(`state.${status}`)}</Tag>
      {version && <span className="text-ink-2">{t(`version.${place}`, { number: version.number })}</span>}
    </span>
  );
}

function Decision({ item: { decided } }: { item: DriftItem }) {
  const t = useTranslations("drift");
  if (!decided) return "–";
  return (
    <>
      <span className="block">
        {decided.by ?? t("byVersion")} · <When at={decided.at} />
      </span>
      {decided.reason && <span className="block text-ink-2">{decided.reason}</span>}
    </>
  );
}

function Nothing({ status }: { status: Props["status"] }) {
  const t = useTranslations("drift.empty");
  const kind = status === "OPEN" ? "OPEN" : "other";
  return <EmptyState title={t(`${kind}.title`)}>{t(`${kind}.body`)}</EmptyState>;
}
