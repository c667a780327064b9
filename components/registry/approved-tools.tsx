import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Panel } from "@/components/ui/panel";
import { VerdictTag } from "@/components/ui/verdict-tag";
import type { UsableTool } from "@/lib/registry/search/queries";

/** Tools of one use that this person may use, what most people have first. */
export function ApprovedTools({
  title,
  tools,
  more,
}: {
  title: string;
  tools: readonly UsableTool[] /** Where all are. */;
  more?: string;
}) {
  const t = useTranslations("requests.uses");
  return (
    <Panel title={title}>
      {tools.length === 0 && <p className="text-ink-2">{t("empty")}</p>}
      <ul className="grid gap-2">
        {tools.map(({ slug, name, vendorName, verdict, cutoffAt, zone }) => (
          <li key={slug} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className="min-w-0">
              <Link className="link font-semibold" href={`/tools/${slug}`}>
                {name}
              </Link>{" "}
              <span className="text-ink-2">{vendorName}</span>
            </span>
            <VerdictTag verdict={verdict} from={cutoffAt} {...(zone && { zone })} />
          </li>
        ))}
      </ul>
      {more && (
        <p className="mt-3">
          <Link className="link" href={more}>
            {t("more")}
          </Link>
        </p>
      )}
    </Panel>
  );
}

/** What may I use for …: every use that the registry knows. */
export function Uses({ uses, current, title }: { uses: readonly string[]; current?: string | undefined; title: string }) {
  const words = useRegistryWords();
  const named = uses.map((use) => ({ use, name: words.of("category", use) })).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <nav aria-label={title} className="mt-5 grid gap-2">
      <h2>{title}</h2>
      <ul className="flex flex-wrap gap-2">
        {named.map(({ use, name }) => (
          <li key={use}>
            <Link className="chip" href={`/tools?${new URLSearchParams({ use })}`} aria-current={use === current ? "page" : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
