import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Day } from "@/components/claims/day";
import { OutsideLink } from "@/components/claims/outside-link";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { KnownClaim } from "@/lib/risk/claims/known/queries";

export function KnownPart({
  id,
  title,
  lead,
  children,
  isEmpty,
}: {
  id: string;
  title: string;
  lead: string;
  children: ReactNode;
  isEmpty: boolean;
}) {
  const t = useTranslations("claims.known");
  return (
    <Panel id={id} title={title}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{lead}</p>
      {isEmpty ? <p>{t("nothing")}</p> : children}
    </Panel>
  );
}

export function KnownList({ claims }: { claims: readonly KnownClaim[] }) {
  return (
    <ul className="grid gap-4">
      {claims.map((claim) => (
        <li key={claim.id} className="min-w-0">
          <Known claim={claim} />
        </li>
      ))}
    </ul>
  );
}

/** Claims that cannot all be true, beside each other. */
export function KnownGroup({ claims }: { claims: readonly KnownClaim[] }) {
  const t = useTranslations("claims.known");
  return (
    <li className="min-w-0">
      {claims.length > 1 && <p className="mb-2 font-semibold">{t("contradict")}</p>}
      <ul className={`grid gap-4 ${claims.length > 1 ? "md:grid-cols-2 xl:grid-cols-3" : ""}`}>
        {claims.map((claim) => (
          <li key={claim.id} className="min-w-0 rounded border border-line p-3">
            <Known claim={claim} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Known({ claim }: { claim: KnownClaim }) {
  const t = useTranslations("claims");
  const { state, dispute, sources, since, reportedOn, confirmation } = claim;
  return (
    <article id={`claim-${claim.id}`} className="grid gap-1 break-words">
      <p className="max-w-[80ch] font-semibold">{claim.statement}</p>
      <p className="flex flex-wrap gap-1">
        <EvidenceTag state={state} isDisputed={claim.isDisputed} />
        {claim.isAboutVendor && (
          <Tag tone="review" isOutline>
            {t("known.vendorClaim")}
          </Tag>
        )}
      </p>
      <p className="text-ink-2">
        {t.rich("known.from", { when: () => <Day day={reportedOn} /> })}
        {confirmation !== "REPORTED" && (
          <> · {t.rich("known.since", { state: t(`confirmation.${confirmation}`), when: () => <Day day={since} /> })}</>
        )}
        {claim.versionRange && ` · ${t("known.versions", { range: claim.versionRange })}`}
      </p>
      <p className="text-ink-2">
        <Publishers sources={sources} /> {t("known.origins", { n: claim.independentOrigins })}
      </p>
      {claim.note && <p className="max-w-[80ch] whitespace-pre-line">{claim.note}</p>}
      {dispute && (
        <div>
          <p>{t.rich("known.says", { who: dispute.by, when: () => <Day day={dispute.on} /> })}</p>
          <blockquote className="max-w-[80ch] border-l-2 border-line pl-3 whitespace-pre-line">{dispute.words}</blockquote>
          {dispute.url && <OutsideLink url={dispute.url} />}
        </div>
      )}
    </article>
  );
}

function Publishers({ sources }: { sources: KnownClaim["sources"] }) {
  const t = useTranslations("claims.known");
  if (sources.length === 0) return null;
  return t.rich("by", {
    names: () =>
      sources.map(({ publisher, url }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a publisher may be named twice, and the order does not change.
        <span key={index}>
          {index > 0 && ", "}
          {url ? <OutsideLink url={url} words={publisher} /> : publisher}
        </span>
      )),
  });
}
