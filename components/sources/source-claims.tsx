import Link from "next/link";
import { useTranslations } from "next-intl";
import { Grade } from "@/components/sources/grade";
import { Panel } from "@/components/ui/panel";
import { claimCode } from "@/lib/risk/claims/rules";
import type { SourceDetail } from "@/lib/risk/sources/queries";

/** The claims that rest on a document, with what it says of each. */
export function SourceClaims({ claims }: { claims: SourceDetail["claimsResting"] }) {
  const t = useTranslations("sources.page");
  const said = useTranslations("claims");
  return (
    <Panel title={t("claims")}>
      {claims.length === 0 && <p className="text-ink-2">{t("noClaims")}</p>}
      <ul className="grid gap-3">
        {claims.map(({ id, statement, confirmation, credibility, quote }) => (
          <li key={id} className="min-w-0 break-words">
            <Link className="link" href={`/claims/${id}`} prefetch={false}>
              {claimCode(id)} · {statement}
            </Link>
            <p className="text-ink-2">
              {said(`confirmation.${confirmation}`)} · <Grade scale="credibility" grade={String(credibility)} />
            </p>
            {quote && <blockquote className="max-w-[80ch] border-l-2 border-line pl-3 whitespace-pre-line">{quote}</blockquote>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
