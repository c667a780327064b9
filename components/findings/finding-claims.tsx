import Link from "next/link";
import { useTranslations } from "next-intl";
import { ClaimChoices } from "@/components/findings/finding-form";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ClaimItem } from "@/lib/risk/claims/queries";

type Props = {
  findingId: number;
  claims: readonly ClaimItem[];
  /** Claims about the tool or its vendor that it could rest on too. */
  others: readonly ClaimItem[];
  address: Address;
  mayWrite: boolean;
  /** The claim that is about to be unlinked, and whether claims are being linked. */
  unlinking: number | null;
  isLinking: boolean;
};

/** What the finding rests on: every claim with how far it is confirmed, and its sources counted by where they have their matter from. */
export function FindingClaims({ findingId, claims, others, address, mayWrite, unlinking, isLinking }: Props) {
  const t = useTranslations("findings.claims");
  const said = useTranslations("claims");
  const columns: Column<ClaimItem>[] = [
    { id: "nr", header: t("columns.nr"), cell: ({ id }) => `C-${id}` },
    { id: "claim", header: t("columns.claim"), cell: (claim) => <Statement claim={claim} /> },
    {
      id: "state",
      header: t("columns.state"),
      cell: ({ state, isDisputed }) => <EvidenceTag state={state} isDisputed={isDisputed} isShort />,
    },
    {
      id: "sources",
      header: t("columns.sources"),
      cell: ({ sources, independentOrigins }) => t("sources", { sources, independent: independentOrigins }),
    },
    { id: "bearing", header: t("columns.bearing"), cell: (claim) => said(`bearing.${claim.bearing}`) },
  ];
  const unlink: Column<ClaimItem> = {
    id: "unlink",
    header: t("columns.unlink"),
    cell: ({ id }) => (
      <Link
        className="link"
        href={`${hrefWith(address, { do: null, unlink: id })}#claims`}
        scroll={false}
        prefetch={false}
        aria-label={t("unlinkNamed", { id })}
      >
        {t("unlink")}
      </Link>
    ),
  };
  return (
    <Panel id="claims" title={t("title")} isFlush aside={mayWrite && !isLinking && others.length > 0 && <LinkOpener address={address} />}>
      <DataTable
        caption={t("caption")}
        isPlain
        address={address}
        rows={claims}
        rowId={({ id }) => id}
        rowHref={({ id }) => `/claims/${id}`}
        empty={<p className="p-4 text-ink-2">{t("none")}</p>}
        columns={mayWrite ? [...columns, unlink] : columns}
      />
      {claims.some(({ contradictions }) => contradictions > 0) && <p className="mt-2 max-w-[80ch] text-ink-2">{t("differHint")}</p>}
      {mayWrite && unlinking !== null && claims.some(({ id }) => id === unlinking) && <Unlink findingId={findingId} claimId={unlinking} />}
      {mayWrite && isLinking && others.length > 0 && (
        <div className="card mt-3">
          <ActionForm action={`/api/v1/findings/${findingId}/claims`} submit={t("link")}>
            <ClaimChoices claims={others} label={t("choose")} hint={t("chooseHint")} />
          </ActionForm>
        </div>
      )}
    </Panel>
  );
}

function LinkOpener({ address }: { address: Address }) {
  const t = useTranslations("findings.claims");
  return (
    <LinkButton href={`${hrefWith(address, { do: "link", unlink: null })}#claims`} size="small">
      {t("openLink")}
    </LinkButton>
  );
}

function Statement({ claim: { statement, milestone, happenedOn, contradictions } }: { claim: ClaimItem }) {
  const t = useTranslations("findings.claims");
  const said = useTranslations("claims.milestone");
  return (
    <span className="grid min-w-[16rem] gap-1 whitespace-normal">
      <span>{statement}</span>
      {milestone && happenedOn && (
        <span className="text-ink-2">
          {said(milestone)}: <When at={new Date(happenedOn)} kind="date" zone="UTC" />
        </span>
      )}
      {contradictions > 0 && (
        <span>
          <Tag tone="due">{t("differ")}</Tag>
        </span>
      )}
    </span>
  );
}

function Unlink({ findingId, claimId }: { findingId: number; claimId: number }) {
  const t = useTranslations("findings.claims");
  return (
    <div className="card mt-3">
      <ActionForm
        action={`/api/v1/findings/${findingId}/claims/${claimId}/removal`}
        submit={t("unlinkNamed", { id: claimId })}
        variant="danger"
      >
        <Field
          name="reason"
          label={t("unlinkReason")}
          hint={t("unlinkHint")}
          required
          minLength={3}
          maxLength={500}
          className="max-w-[40rem]"
        />
      </ActionForm>
    </div>
  );
}
