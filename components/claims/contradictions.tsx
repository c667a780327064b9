import Link from "next/link";
import { useTranslations } from "next-intl";
import { ClaimNumbers } from "@/components/claims/confirm-form";
import { Day } from "@/components/claims/day";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ClaimDetail, Contradiction } from "@/lib/risk/claims/detail/queries";
import type { ClaimItem } from "@/lib/risk/claims/queries";
import { claimCode } from "@/lib/risk/claims/rules";

type Props = {
  claim: ClaimDetail;
  address: Address;
  mayWrite: boolean;
  isLinking: boolean;
  unlinking: number | null;
  others: readonly { id: number; statement: string }[];
};

/** Claims that cannot be true together with this one, side by side with their dates. */
export function Contradictions({ claim, address, mayWrite, isLinking, unlinking, others }: Props) {
  const t = useTranslations("claims");
  return (
    <Panel
      id="contradictions"
      title={t("page.contradictions")}
      aside={
        mayWrite &&
        !isLinking && (
          <Link className="link" href={`${hrefWith(address, { do: "link", unlink: null })}#contradictions`} scroll={false} prefetch={false}>
            {t("page.link")}
          </Link>
        )
      }
    >
      <p className="mb-3 max-w-[68ch] text-ink-2">
        {t(claim.contradicting.length > 0 ? "page.contradictionsLead" : "page.noContradictions")}
      </p>
      {claim.contradicting.length > 0 && (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          <Side claim={claim} words={t("page.thisClaim")} />
          {claim.contradicting.map((one) => (
            <Side key={one.claim.id} claim={one.claim} words={one.reason}>
              {mayWrite && <Unlink claimId={claim.id} link={one} isOpen={unlinking === one.claim.id} address={address} />}
            </Side>
          ))}
        </ul>
      )}
      {mayWrite && isLinking && (
        <div className="mt-4 border-t border-line pt-4">
          <ActionForm action={`/api/v1/claims/${claim.id}/contradictions`} submit={t("contradict.submit")}>
            <div className="grid gap-4 md:grid-cols-2">
              <Field
                name="other"
                label={t("contradict.other")}
                hint={t("contradict.otherHint")}
                list="claim-numbers"
                autoComplete="off"
                required
                maxLength={20}
              />
              <Field name="reason" label={t("contradict.reason")} maxLength={1_000} isOptional />
            </div>
            <ClaimNumbers claims={others} />
          </ActionForm>
        </div>
      )}
    </Panel>
  );
}

function Side({ claim, words, children }: { claim: ClaimItem; words: string | null; children?: React.ReactNode }) {
  const t = useTranslations("claims");
  return (
    <li className="grid min-w-0 content-start gap-1 rounded border border-line p-3 break-words">
      {words && <p className="text-ink-2">{words}</p>}
      <p>
        <Link className="link" href={`/claims/${claim.id}`} prefetch={false}>
          {claimCode(claim.id)}
        </Link>{" "}
        {claim.statement}
      </p>
      <p>
        <EvidenceTag state={claim.state} isDisputed={claim.isDisputed} />
      </p>
      <p className="text-ink-2">
        {t.rich("known.from", { when: () => <Day day={claim.reportedOn} /> })}
        {claim.sources > 0 &&
          ` · ${t("sourceCount", { sources: claim.sources })} · ${t("originCount", { origins: claim.independentOrigins })}`}
      </p>
      {children}
    </li>
  );
}

type UnlinkProps = { claimId: number; link: Contradiction; isOpen: boolean; address: Address };

function Unlink({ claimId, link, isOpen, address }: UnlinkProps) {
  const t = useTranslations("claims");
  const { id } = link.claim;
  if (!isOpen)
    return (
      <p>
        <Link
          className="link"
          href={`${hrefWith(address, { unlink: String(id), do: null })}#contradictions`}
          aria-label={t("page.unlinkNamed", { claim: claimCode(id) })}
          scroll={false}
          prefetch={false}
        >
          {t("page.unlink")}
        </Link>
      </p>
    );
  return (
    <ActionForm action={`/api/v1/claims/${claimId}/contradictions/${id}/removal`} submit={t("page.unlink")} variant="danger">
      <Field name="reason" label={t("contradict.unlinkReason")} required minLength={3} maxLength={500} />
    </ActionForm>
  );
}
