import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ReleaseImportItem } from "@/lib/registry/releases/import/queries";

/** The newest files, with what each changed. */
export function ImportList({ slug, imports }: { slug: string; imports: readonly ReleaseImportItem[] }) {
  const t = useTranslations("releases");
  return (
    <Panel title={t("imports.title")}>
      <ul className="grid gap-1">
        {imports.map(({ id, fileName, at, ...counts }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4">
            <Link href={`/tools/${slug}/releases/imports/${id}`} className="link break-all">
              {fileName ?? t("result.title", { id: String(id) })}
            </Link>
            <span className="text-ink-2">
              <When at={at} />
            </span>
            <span className="text-ink-2 tabular-nums">
              {t("imports.counts", {
                added: counts.added,
                updated: counts.updated,
                unchanged: counts.unchanged,
                rejected: counts.rejected,
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
