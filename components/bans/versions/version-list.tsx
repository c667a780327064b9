import { useTranslations } from "next-intl";
import { VersionTag } from "@/components/bans/versions/version-tag";
import { DataTable } from "@/components/ui/data-table";
import { When } from "@/components/ui/when";
import type { VersionItem } from "@/lib/bans/versions/queries";
import type { BanStatus } from "@/prisma/generated/enums";

/** Every version of a ban: who wrote it, who approved it, since when it bound. */
export function VersionList({ ban, versions }: { ban: { code: string; status: BanStatus }; versions: readonly VersionItem[] }) {
  const t = useTranslations("versions.list");
  return (
    <DataTable
      caption={t("caption")}
      isPlain
      address={{ path: `/bans/${ban.code}/versions`, search: {} }}
      rows={[...versions]}
      rowId={({ number }) => number}
      rowHref={({ number }) => `/bans/${ban.code}/versions/${number}`}
      empty={null}
      columns={[
        { id: "version", header: t("version"), cell: ({ number }) => t("name", { number }) },
        { id: "state", header: t("state"), cell: ({ status }) => <VersionTag status={status} ban={ban.status} /> },
        { id: "published", header: t("published"), cell: ({ publishedAt }) => (publishedAt ? <When at={publishedAt} /> : "–") },
        { id: "note", header: t("note"), cell: ({ note, number }) => note ?? (number === 1 ? t("first") : "–") },
        { id: "author", header: t("author"), cell: ({ editors }) => editors.join(", ") },
        {
          id: "approvals",
          header: t("approvals"),
          cell: ({ approvals }) =>
            approvals
              .filter(({ isVoid }) => !isVoid)
              .map(({ by }) => by)
              .join(", ") || "–",
        },
        { id: "means", header: t("means"), cell: ({ meant }) => (meant ? t("meant", { people: meant.people, tools: meant.tools }) : "–") },
      ]}
    />
  );
}
