import Link from "next/link";
import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { Panel } from "@/components/ui/panel";
import type { SourceDetail, SourceName } from "@/lib/risk/sources/queries";
import { sourceName } from "@/lib/risk/sources/rules";

/** What a document has its matter from, and who has theirs from it. */
export function SourceCitations({ source }: { source: SourceDetail }) {
  const t = useTranslations("sources.page");
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <Names title={t("cites")} none={t("citesNone")} sources={source.citesSources} />
      <Names title={t("citedBy")} none={t("citedByNone")} sources={source.citedBy} />
    </div>
  );
}

function Names({ title, none, sources }: { title: string; none: string; sources: readonly SourceName[] }) {
  const t = useTranslations("sources.page");
  return (
    <Panel title={title}>
      {sources.length === 0 && <p className="text-ink-2">{none}</p>}
      <ul className="grid gap-2">
        {sources.map((source) => (
          <li key={source.id} className="min-w-0 break-words">
            <Link className="link" href={`/sources/${source.id}`} prefetch={false}>
              {sourceName(source)}
            </Link>
            <div className="text-ink-2">{t.rich("published", { when: () => <Day day={source.publishedOn} /> })}</div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
