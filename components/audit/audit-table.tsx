import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { AuditItem } from "@/lib/audit/queries";

/** What events speak of, and where it can be opened, if anywhere. */
const SUBJECTS = {
  ban: (id: string) => `/bans/${id}`,
  exception: (id: string) => (/^\d+$/.test(id) ? `/exceptions/${id}` : "/exceptions"),
  calendar: () => "/calendar",
  drift: () => "/drift",
  tool: (id: string) => `/tools/${id}`,
  vendor: (id: string) => `/vendors/${id}`,
  family: (id: string) => `/models/${id}`,
  team: (id: string) => `/teams/${id}`,
  person: (id: string) => `/people/${id}`,
  import: (id: string) => `/imports/${id}`,
  request: (id: string) => `/requests/${id}`,
  device: (id: string) => `/devices/${id}`,
  claim: (id: string) => `/claims/${id}`,
  source: (id: string) => `/sources/${id}`,
  // An export of several findings names none.
  finding: (id: string) => (/^\d+$/.test(id) ? `/findings/${id}` : "/findings"),
  "catalogue-update": (id: string) => `/catalogue/${id}`,
  "risk-tables": (id: string) => `/risk/tables/${id}`,
  questionnaire: () => "/hygiene",
  "finding-import": null,
  attachment: null,
  triage: null,
  registry: null,
  risk: null,
  catalogue: null,
  tools: null,
  token: null,
  audit: null,
  session: null,
  attestation: null,
} satisfies Record<string, ((id: string) => string) | null>;

const isKnown = (kind: string): kind is keyof typeof SUBJECTS => kind in SUBJECTS;

/** The audit log, or the part of it that speaks of one thing. */
export function AuditTable({ events, address, isPlain = false }: { events: AuditItem[]; address: Address; isPlain?: boolean }) {
  const t = useTranslations("audit");
  const subjectName = (kind: string) => (isKnown(kind) ? t(`subject.${kind}`) : kind);
  const subjectHref = ({ subjectKind, subjectId }: AuditItem) =>
    isKnown(subjectKind) ? (SUBJECTS[subjectKind]?.(subjectId) ?? null) : null;
  const who = ({ actorKind, actorName }: AuditItem) => (actorKind === "token" ? t("token", { name: actorName }) : actorName);
  const columns: Column<AuditItem>[] = [
    { id: "time", header: t("columns.time"), cell: ({ at }) => <When at={at} kind="dateTime" /> },
    { id: "who", header: t("columns.who"), cell: who, title: who },
    { id: "action", header: t("columns.action"), cell: ({ action }) => t(`action.${action}`) },
    {
      id: "subject",
      header: t("columns.subject"),
      cell: (event) => {
        const words = `${subjectName(event.subjectKind)} ${event.subjectName ?? event.subjectId}`;
        const href = subjectHref(event);
        return href ? (
          <a className="link" href={href}>
            {words}
          </a>
        ) : (
          words
        );
      },
    },
    { id: "detail", header: t("columns.detail"), cell: (event) => <Detail event={event} /> },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={events}
      rowId={({ id }) => id}
      address={address}
      isPlain={isPlain}
      empty={<EmptyState title={t("empty")} />}
    />
  );
}

function Detail({ event: { reason, before, after, requestId } }: { event: AuditItem }) {
  const t = useTranslations("audit.detail");
  const parts = [
    [t("reason"), reason],
    [t("before"), before],
    [t("after"), after],
    [t("request"), requestId],
  ].filter(([, value]) => value !== null && value !== undefined);
  if (parts.length === 0) return "–";
  return (
    <details>
      <summary className="link w-fit">{reason ?? t("show")}</summary>
      <dl className="grid gap-1 py-1 text-caption">
        {parts.map(([label, value]) => (
          <div key={String(label)}>
            <dt className="font-semibold">{String(label)}</dt>
            <dd className="max-w-[60ch] font-mono break-words whitespace-pre-wrap">
              {typeof value === "string" ? value : JSON.stringify(value, null, 1)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
