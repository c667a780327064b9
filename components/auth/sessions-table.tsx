import { useTranslations } from "next-intl";
import { browserName } from "@/components/auth/browser-name";
import { ActionForm } from "@/components/ui/action-form";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { SessionListed } from "@/lib/auth/queries";

const END = "/api/v1/me/sessions/end";

export function SessionsTable({ sessions }: { sessions: readonly SessionListed[] }) {
  const t = useTranslations("auth.sessions");
  const others = sessions.filter(({ isCurrent }) => !isCurrent).length;
  const columns = [
    { id: "browser", header: t("browser"), cell: (session: SessionListed) => <Browser session={session} /> },
    { id: "seen", header: t("seen"), cell: ({ lastSeenAt }: SessionListed) => <When at={lastSeenAt} /> },
    { id: "since", header: t("since"), cell: ({ createdAt }: SessionListed) => <When at={createdAt} /> },
    { id: "address", header: t("address"), cell: ({ address }: SessionListed) => address },
    {
      id: "action",
      header: t("action"),
      cell: ({ id, isCurrent }: SessionListed) =>
        isCurrent ? null : <ActionForm action={END} submit={t("end")} size="small" variant="secondary" isInline hidden={{ session: id }} />,
    },
  ];
  return (
    <Panel title={t("list")} isFlush>
      <p className="mb-3 text-ink-2">{t("text")}</p>
      <DataTable
        caption={t("list")}
        columns={columns}
        rows={sessions}
        rowId={({ id }) => id}
        address={{ path: "/me/sessions", search: {} }}
        empty={<EmptyState title={t("unknown")} />}
        isPlain
      />
      {others > 0 && (
        <div className="mt-3">
          <ActionForm action={END} submit={t("endOthers", { count: others })} variant="secondary" isInline />
        </div>
      )}
    </Panel>
  );
}

function Browser({ session: { userAgent, isCurrent } }: { session: SessionListed }) {
  const t = useTranslations("auth.sessions");
  const { browser, system } = browserName(userAgent);
  return (
    <span className="flex flex-wrap items-center gap-2">
      {browser && system ? t("on", { browser, system }) : (browser ?? system ?? t("unknown"))}
      {isCurrent && <Tag tone="ok">{t("current")}</Tag>}
    </span>
  );
}
