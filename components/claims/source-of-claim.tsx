import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Day } from "@/components/claims/day";
import { OutsideLink } from "@/components/claims/outside-link";
import { Grade } from "@/components/sources/grade";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { When } from "@/components/ui/when";
import type { ClaimSource } from "@/lib/risk/claims/detail/queries";
import { sourceCode, sourceName } from "@/lib/risk/sources/rules";

/** One document with its words, its worth on the Admiralty scale and the way to it. */
export function SourceOfClaim({ source, children }: { source: ClaimSource; children?: ReactNode }) {
  const t = useTranslations("claims");
  const kind = useTranslations("sources.kind");
  const { id, url, publishedOn, reliability, credibility, quote, addedBy, addedAt } = source;
  return (
    <li id={`source-${id}`} className="grid min-w-0 gap-0.5 break-words">
      <p>
        <Link className="link" href={`/sources/${id}`} prefetch={false}>
          {sourceName(source)}
        </Link>
      </p>
      <p className="text-ink-2">
        {kind(source.kind)} · <Day day={publishedOn} />
      </p>
      {quote && <blockquote className="max-w-[80ch] border-l-2 border-line pl-3 whitespace-pre-line">{quote}</blockquote>}
      {url && (
        <p>
          <OutsideLink url={url} />
        </p>
      )}
      <p>
        <Grade scale="reliability" grade={reliability} /> · <Grade scale="credibility" grade={String(credibility)} />
      </p>
      <p className="text-ink-2">
        {t.rich("page.added", { who: addedBy ?? t("page.nobody"), when: () => <When at={new Date(addedAt)} /> })}
      </p>
      {children}
    </li>
  );
}

type RemoveProps = { claimId: number; source: ClaimSource; isOpen: boolean; address: Address };

export function RemoveSource({ claimId, source: { id }, isOpen, address }: RemoveProps) {
  const t = useTranslations("claims");
  if (!isOpen)
    return (
      <p>
        <Link
          className="link"
          href={`${hrefWith(address, { remove: String(id), do: null })}#source-${id}`}
          aria-label={t("page.removeSourceNamed", { source: sourceCode(id) })}
          scroll={false}
          prefetch={false}
        >
          {t("page.removeSource")}
        </Link>
      </p>
    );
  return (
    <div className="mt-2">
      <ActionForm action={`/api/v1/claims/${claimId}/sources/${id}/removal`} submit={t("source.remove")} variant="danger">
        <Field
          name="reason"
          label={t("confirm.reason")}
          hint={t("page.removeSourceHint")}
          required
          minLength={3}
          maxLength={500}
          className="max-w-[40rem]"
        />
      </ActionForm>
    </div>
  );
}
