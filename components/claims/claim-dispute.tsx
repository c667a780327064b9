import Link from "next/link";
import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { OutsideLink } from "@/components/claims/outside-link";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import { stands } from "@/lib/risk/claims/settling/rules";

type Props = { claim: ClaimDetail; address: Address; mayWrite: boolean; isOpen: boolean; today: string };

/** What the other side says. */
export function ClaimDispute({ claim, address, mayWrite, isOpen, today }: Props) {
  const t = useTranslations("claims");
  const { dispute } = claim;
  const canChange = mayWrite && (dispute !== null || stands(claim.confirmation));
  return (
    <Panel
      id="dispute"
      title={t("page.dispute")}
      aside={
        canChange &&
        !isOpen && (
          <Link className="link" href={`${hrefWith(address, { do: "dispute" })}#dispute`} scroll={false} prefetch={false}>
            {t(dispute ? "page.end" : "page.record")}
          </Link>
        )
      }
    >
      {dispute ? <Said dispute={dispute} /> : <p className="text-ink-2">{t("page.noDispute")}</p>}
      <p className="mt-2 max-w-[68ch] text-ink-2">{t("page.disputeLead")}</p>
      {canChange && isOpen && (
        <div className="mt-4 border-t border-line pt-4">
          {dispute ? (
            <ActionForm action={`/api/v1/claims/${claim.id}/dispute/end`} submit={t("dispute.endSubmit")}>
              <Field name="reason" label={t("dispute.endReason")} required minLength={3} maxLength={500} className="max-w-[40rem]" />
            </ActionForm>
          ) : (
            <ActionForm action={`/api/v1/claims/${claim.id}/dispute`} submit={t("dispute.submit")}>
              <Field as="textarea" name="words" label={t("dispute.words")} required maxLength={4_000} />
              <div className="grid gap-4 md:grid-cols-3">
                <Field name="by" label={t("dispute.by")} defaultValue={claim.vendor?.name ?? ""} required maxLength={200} />
                <Field name="on" type="date" label={t("dispute.on")} defaultValue={today} max={today} required />
                <Field name="url" type="url" label={t("dispute.url")} placeholder="https://" maxLength={1_000} isOptional />
              </div>
            </ActionForm>
          )}
        </div>
      )}
    </Panel>
  );
}

function Said({ dispute: { words, by, url, on } }: { dispute: NonNullable<ClaimDetail["dispute"]> }) {
  const t = useTranslations("claims.page");
  return (
    <div className="min-w-0 break-words">
      <p>{t.rich("disputedBy", { who: by, when: () => <Day day={on} /> })}</p>
      <blockquote className="max-w-[80ch] border-l-2 border-line pl-3 whitespace-pre-line">{words}</blockquote>
      {url && <OutsideLink url={url} />}
    </div>
  );
}
