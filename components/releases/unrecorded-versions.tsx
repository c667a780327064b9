import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Panel } from "@/components/ui/panel";
import type { HeldVersion } from "@/lib/registry/releases/queries";

/** What inventories report and the registry does not know yet. */
export function UnrecordedVersions({
  slug,
  items,
  total,
  mayWrite,
}: {
  slug: string;
  items: readonly HeldVersion[];
  total: number;
  mayWrite: boolean;
}) {
  const t = useTranslations("releases.unrecorded");
  const words = useRegistryWords();
  return (
    <Panel title={t("title")}>
      <p className="text-ink-2">{t("lead", { n: total })}</p>
      <ul className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_max-content_max-content_1fr]">
        {items.map(({ kind, version, devices }) => (
          <li key={`${kind} ${version}`} className="flex flex-wrap items-baseline gap-x-4 sm:col-span-full sm:grid sm:grid-cols-subgrid">
            <span className="font-medium break-all">{version}</span>
            <span className="text-ink-2">{words.of("kind", kind)}</span>
            <span className="text-ink-2 tabular-nums sm:text-end">{t("devices", { n: devices })}</span>
            {mayWrite && (
              <Link
                href={`/tools/${slug}/releases/new?${new URLSearchParams({ kind, version })}`}
                prefetch={false}
                className="link sm:justify-self-start"
              >
                {t("record", { version })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
