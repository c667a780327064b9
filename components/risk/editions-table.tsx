import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ListedEdition } from "@/lib/risk/tables/queries";
import type { TableSetStatus } from "@/prisma/generated/enums";

const TONE: Record<TableSetStatus, Tone> = { PROPOSED: "due", CURRENT: "ok", RETIRED: "done", DISCARDED: "done" };

export function EditionStatus({ status }: { status: TableSetStatus }) {
  const t = useTranslations("classes.tables.status");
  return <Tag tone={TONE[status]}>{t(status)}</Tag>;
}

/** Every edition of the decision tables that there was. */
export function EditionsTable({ editions }: { editions: readonly ListedEdition[] }) {
  const t = useTranslations("classes.tables.list");
  const origin = useTranslations("classes.tables.origin");
  const day = (at: Date | null) => (at ? <When at={at} kind="date" /> : "–");
  return (
    <DataTable
      caption={t("caption")}
      isPlain
      address={{ path: "/risk/tables", search: {} }}
      rows={editions}
      rowId={({ id }) => id}
      rowHref={({ id }) => `/risk/tables/${id}`}
      empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      columns={[
        { id: "version", header: t("version"), cell: ({ version }) => version },
        { id: "status", header: t("status"), cell: ({ status }) => <EditionStatus status={status} /> },
        { id: "origin", header: t("origin"), cell: (row) => origin(row.origin) },
        { id: "by", header: t("by"), cell: ({ proposedBy }) => proposedBy ?? "–" },
        { id: "proposed", header: t("proposed"), cell: ({ proposedAt }) => day(proposedAt) },
        { id: "from", header: t("from"), cell: ({ currentFrom }) => day(currentFrom) },
        { id: "until", header: t("until"), cell: ({ currentUntil }) => day(currentUntil) },
        { id: "checksum", header: t("checksum"), cell: ({ checksum }) => `${checksum.slice(0, 16)}…`, title: ({ checksum }) => checksum },
      ]}
    />
  );
}
