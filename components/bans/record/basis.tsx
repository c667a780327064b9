import { useTranslations } from "next-intl";
import { FindingTag } from "@/components/findings/words";
import { DataTable } from "@/components/ui/data-table";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import type { Basis, PinnedClaim, PinnedFinding } from "@/lib/bans/basis/queries";
import { isOverquoted } from "@/lib/bans/basis/rules";
import { claimCode } from "@/lib/risk/claims/rules";
import { findingPath } from "@/lib/risk/findings/rules";
import type { Confirmation } from "@/prisma/generated/enums";

type Props = { basis: Basis; path: string; isPublished: boolean };

/** What a ban rests on: as it presents it, as it was at publication, and as it is now. */
export function BasisTables({ basis: { claims, findings }, path, isPublished }: Props) {
  const t = useTranslations("bans.wizard.basis");
  const tr = useTranslations("record");
  const address = { path, search: {} };
  if (claims.length + findings.length === 0) return <p className="text-ink-2">{t("none")}</p>;
  return (
    <div className="grid gap-4">
      {claims.length > 0 && (
        <DataTable
          caption={t("caption")}
          isPlain
          address={address}
          rows={claims}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/claims/${id}`}
          empty={null}
          columns={[
            {
              id: "claim",
              header: tr("ledger.claim"),
              cell: ({ id, statement }) => `${claimCode(id)} · ${statement}`,
              title: ({ statement }) => statement,
            },
            { id: "statedAs", header: tr("ledger.statedAs"), cell: (claim) => <StatedAs claim={claim} /> },
            ...(isPublished
              ? [{ id: "then", header: tr("ledger.then"), cell: (claim: PinnedClaim) => <AtPublication item={claim} /> }]
              : []),
            {
              id: "now",
              header: tr("ledger.now"),
              cell: ({ state, isDisputed }) => <EvidenceTag state={state} isDisputed={isDisputed} isShort />,
            },
            {
              id: "sources",
              header: tr("ledger.sources"),
              cell: ({ sources, independentOrigins }) => tr("origins", { sources, origins: independentOrigins }),
            },
          ]}
        />
      )}
      {findings.length > 0 && (
        <DataTable
          caption={t("findingsCaption")}
          isPlain
          address={address}
          rows={findings}
          rowId={({ id }) => id}
          rowHref={({ id }) => findingPath(id)}
          empty={null}
          columns={[
            { id: "finding", header: tr("ledger.finding"), cell: ({ code, title }) => `${code} · ${title}`, title: ({ title }) => title },
            { id: "about", header: tr("ledger.about"), cell: ({ tool }) => tool.name },
            ...(isPublished
              ? [{ id: "then", header: tr("ledger.then"), cell: (finding: PinnedFinding) => <FindingThen finding={finding} /> }]
              : []),
            { id: "now", header: tr("ledger.now"), cell: ({ status }) => <FindingTag status={status} /> },
          ]}
        />
      )}
    </div>
  );
}

function StatedAs({ claim }: { claim: PinnedClaim }) {
  const t = useTranslations("bans.wizard.basis");
  return <span className={isOverquoted(claim) ? "text-due" : undefined}>{t(`stated.${claim.statedAs}`)}</span>;
}

const SHORT = {
  REPORTED: "reported",
  ACKNOWLEDGED: "acknowledged",
  VERIFIED: "reproduced",
  RETRACTED: "retracted",
  SUPERSEDED: "superseded",
} as const satisfies Record<Confirmation, string>;

function AtPublication({ item: { atPublication, confirmation } }: { item: PinnedClaim }) {
  const t = useTranslations("status.evidence.short");
  const tr = useTranslations("record");
  if (atPublication === null) return <span className="text-ink-2">{tr("notThen")}</span>;
  return (
    <>
      {t(SHORT[atPublication])}
      {atPublication !== confirmation && <span className="text-due"> · {tr("changed")}</span>}
    </>
  );
}

function FindingThen({ finding: { atPublication, status } }: { finding: PinnedFinding }) {
  const tr = useTranslations("record");
  if (atPublication === null) return <span className="text-ink-2">{tr("notThen")}</span>;
  return (
    <>
      <FindingTag status={atPublication} />
      {atPublication !== status && <span className="text-due"> {tr("changed")}</span>}
    </>
  );
}
