import Link from "next/link";
import { useTranslations } from "next-intl";
import { ConfirmForm } from "@/components/claims/confirm-form";
import { Day } from "@/components/claims/day";
import { type Address, hrefWith } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { stands } from "@/lib/risk/claims/settling/rules";

type Props = {
  claim: ClaimDetail;
  address: Address;
  mayWrite: boolean;
  isChanging: boolean;
  today: string;
  others: readonly { id: number; statement: string }[];
};

/** Every step of the confirmation: what it became, from which day, who wrote it and why. */
export function ClaimHistory({ claim, address, mayWrite, isChanging, today, others }: Props) {
  const t = useTranslations("claims");
  const canChange = mayWrite && stands(claim.confirmation);
  return (
    <Panel
      id="confirmation"
      title={t("page.history")}
      aside={
        canChange &&
        !isChanging && (
          <Link className="link" href={`${hrefWith(address, { do: "confirm" })}#confirmation`} scroll={false} prefetch={false}>
            {t("page.change")}
          </Link>
        )
      }
    >
      <ol className="grid gap-3">
        <li className="grid gap-x-4 sm:grid-cols-[9.5rem_1fr]">
          <Day day={claim.reportedOn} />
          <span className="font-semibold">{t("page.saidFrom")}</span>
        </li>
        {claim.steps.map(({ after, effectiveOn, reason, party, by, at }) => (
          <li key={at} className="grid gap-x-4 sm:grid-cols-[9.5rem_1fr]">
            <Day day={effectiveOn} />
            <div className="min-w-0 break-words">
              <p className="font-semibold">
                {party ? t("page.step", { state: t(`confirmation.${after}`), party }) : t(`confirmation.${after}`)}
              </p>
              <p className="max-w-[80ch]">{reason}</p>
              <p className="text-ink-2">
                {t.rich("page.written", { who: by ?? t("page.nobody"), when: () => <When at={new Date(at)} /> })}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {claim.supersededBy && (
        <p className="mt-3 max-w-[80ch]">
          <Link className="link" href={`/claims/${claim.supersededBy.id}`} prefetch={false}>
            {t("page.superseded", { claim: claimCode(claim.supersededBy.id), statement: claim.supersededBy.statement })}
          </Link>
        </p>
      )}
      {claim.supersedes.length > 0 && (
        <div className="mt-3">
          <p className="text-ink-2">{t("page.supersedes")}</p>
          <ul>
            {claim.supersedes.map(({ id, statement }) => (
              <li key={id}>
                <Link className="link" href={`/claims/${id}`} prefetch={false}>
                  {claimCode(id)} · {statement}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {canChange && isChanging && <ConfirmForm claim={claim} today={today} others={others} address={address} />}
    </Panel>
  );
}
