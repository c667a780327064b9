import Link from "next/link";
import { useTranslations } from "next-intl";
import { RemoveSource, SourceOfClaim } from "@/components/claims/source-of-claim";
import { type Address, hrefWith } from "@/components/ui/address";
import { Panel } from "@/components/ui/panel";
import type { ClaimDetail, ClaimSource } from "@/lib/risk/claims/detail/queries";
import type { OriginGroup } from "@/lib/risk/claims/origins";

type Props = { claim: ClaimDetail; address: Address; mayWrite: boolean; removing: number | null };

/** The documents by their independent origins: what repeats another stands below it and counts no more. */
export function ClaimSources({ claim, address, mayWrite, removing }: Props) {
  const t = useTranslations("claims");
  const { groups, bridges, count } = claim.origins;
  const sourceOf = new Map(claim.evidence.map((source) => [source.id, source]));
  const named = (ids: readonly number[]) => ids.flatMap((id) => sourceOf.get(id) ?? []);
  const shown = (source: ClaimSource) => (
    <SourceOfClaim key={source.id} source={source}>
      {mayWrite && <RemoveSource claimId={claim.id} source={source} isOpen={removing === source.id} address={address} />}
    </SourceOfClaim>
  );
  return (
    <Panel
      id="sources"
      title={t("page.sources")}
      aside={
        <span className="flex flex-wrap gap-x-4">
          <span>
            {t("sourceCount", { sources: claim.sources })}
            {count > 0 && ` · ${t("originCount", { origins: count })}`}
          </span>
          {mayWrite && (
            <Link className="link" href={`${hrefWith(address, { do: "source", remove: null })}#add-source`} prefetch={false}>
              {t("page.addSource")}
            </Link>
          )}
        </span>
      }
    >
      {claim.evidence.length === 0 && <p className="max-w-[68ch] text-ink-2">{t("page.noSources")}</p>}
      <ol className="grid gap-5">
        {groups.map((group, index) => (
          <li key={group.lead} className="grid min-w-0 gap-2">
            <h3 className="font-semibold break-words">
              <OriginName number={index + 1} group={group} claim={claim} />
            </h3>
            {group.repeats.length > 0 && <p className="text-ink-2">{t("page.counted", { n: group.repeats.length })}</p>}
            <ul className="grid gap-3 border-l border-line pl-4">{named([group.lead, ...group.repeats]).map(shown)}</ul>
          </li>
        ))}
      </ol>
      {bridges.length > 0 && (
        <div className="mt-5 grid gap-2">
          <h3 className="font-semibold">{t("page.bridges")}</h3>
          <ul className="grid gap-3 border-l border-line pl-4">{named(bridges).map(shown)}</ul>
        </div>
      )}
    </Panel>
  );
}

/** A document that cites nobody is its own origin; else what it has its matter from. */
function OriginName({ number, group, claim }: { number: number; group: OriginGroup; claim: ClaimDetail }) {
  const t = useTranslations("claims.page");
  const names = claim.originNames.filter(({ id }) => group.origins.includes(id)).map(({ publisher }) => publisher);
  const isOwn = group.origins.includes(group.lead);
  return isOwn ? t("origin", { n: number, name: names.join(", ") }) : t("originOthers", { n: number, names: names.join(", ") });
}
