import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ReleaseDate } from "@/components/releases/release-date";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { ReleaseItem } from "@/lib/registry/releases/queries";

type Props = { slug: string; releases: readonly ReleaseItem[]; total: number; mayWrite: boolean };

/** The newest releases of a tool, with the way to all of them. */
export function ReleasePanel({ slug, releases, total, mayWrite }: Props) {
  const t = useTranslations("releases");
  const words = useRegistryWords();
  if (total === 0) {
    return (
      <Panel title={t("title")}>
        <p className="text-ink-2">{t("panel.none")}</p>
        {mayWrite && (
          <p className="mt-2">
            <Link href={`/tools/${slug}/releases/new`} className="link">
              {t("panel.first")}
            </Link>
          </p>
        )}
      </Panel>
    );
  }
  return (
    <Panel
      title={t("title")}
      aside={
        <Link href={`/tools/${slug}/releases`} className="link">
          {t("panel.all", { n: total })}
        </Link>
      }
    >
      <ul className="grid gap-1">
        {releases.map(({ id, kind, version, publishedAt, isWithdrawn, devices }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4">
            <Link href={`/tools/${slug}/releases/${id}`} className="link font-medium tabular-nums">
              {version}
            </Link>
            <span className="text-ink-2">{words.of("kind", kind)}</span>
            <span className="text-ink-2">
              <ReleaseDate at={publishedAt} />
            </span>
            <span className="text-ink-2 tabular-nums">{t("unrecorded.devices", { n: devices })}</span>
            {isWithdrawn && <Tag tone="limits">{t("withdrawn")}</Tag>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
