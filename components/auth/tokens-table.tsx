import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { TokenListed, TokenState } from "@/lib/auth/tokens";

const TONES = { holds: "ok", expired: "review", revoked: "done" } as const satisfies Record<TokenState, Tone>;

export function TokensTable({ tokens }: { tokens: readonly TokenListed[] }) {
  const t = useTranslations("auth.tokens");
  const columns: Column<TokenListed>[] = [
    { id: "name", header: t("name"), cell: ({ name }) => name },
    { id: "token", header: t("token"), cell: ({ prefix }) => <code>{prefix}…</code> },
    { id: "state", header: t("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag> },
    { id: "scopes", header: t("scopes"), cell: ({ scopes }) => scopes.join(", "), title: ({ scopes }) => scopes.join(", ") },
    { id: "owner", header: t("owner"), cell: ({ owner }) => owner.name },
    { id: "expires", header: t("expires"), cell: ({ expiresAt }) => <When at={expiresAt} kind="date" /> },
    { id: "used", header: t("used"), cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : t("neverUsed")) },
    { id: "action", header: t("action"), cell: (token) => (token.state === "holds" ? <Revoke token={token} /> : null) },
  ];
  return (
    <DataTable
      caption={t("table")}
      columns={columns}
      rows={tokens}
      rowId={({ id }) => id}
      address={{ path: "/tokens", search: {} }}
      summary={t("count", { count: tokens.length })}
      empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      isPlain
    />
  );
}

function Revoke({ token: { id, name } }: { token: TokenListed }) {
  const t = useTranslations("auth.tokens");
  return (
    <ActionForm
      action={`/api/v1/tokens/${id}/revocation`}
      submit={t("revoke")}
      variant="danger"
      size="small"
      isInline
      confirm={{ title: t("revokeTitle", { name }), body: t("revokeText"), action: t("revoke") }}
    />
  );
}
