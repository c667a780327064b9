import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ClaimEvent } from "@/lib/risk/claims/detail/queries";

/** What people did with a claim or a document, as the audit log holds it. */
export function LedgerLog({ title, events }: { title: string; events: readonly ClaimEvent[] }) {
  const t = useTranslations("audit.action");
  return (
    <Panel title={title}>
      <ol className="grid gap-2">
        {events.map(({ id, at, who, action, reason }) => (
          <li key={id} className="grid gap-x-4 sm:grid-cols-[12rem_1fr]">
            <span className="text-ink-2">
              <When at={at} />
            </span>
            <span className="min-w-0 break-words">
              <bdi>{who}</bdi> {t.has(action) ? t(action) : action}
              {reason && <span className="text-ink-2"> · {reason}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
