import Link from "next/link";
import { useTranslations } from "next-intl";
import { useClassWords } from "@/components/risk/class-words";
import { Panel } from "@/components/ui/panel";
import type { WaitingOverride, WaitingTables } from "@/lib/risk/classes/proposals/queries";

/** What somebody else proposed and the reader may answer. */
export function SecondPerson({ overrides, tables }: { overrides: readonly WaitingOverride[]; tables: readonly WaitingTables[] }) {
  const t = useTranslations("classes.waiting");
  const words = useClassWords();
  if (overrides.length + tables.length === 0) return null;
  return (
    <Panel title={t("title")}>
      <ul className="grid gap-1">
        {overrides.map(({ id, slug, tool, class: wanted, by }) => (
          <li key={`override-${id}`} className="flex flex-wrap gap-x-4">
            <Link className="link font-medium" href={`/tools/${slug}/class#override`}>
              {tool}
            </Link>
            <span>{t("override", { name: by, class: words.class(wanted) })}</span>
          </li>
        ))}
        {tables.map(({ id, version, by }) => (
          <li key={`tables-${id}`}>
            <Link className="link" href={`/risk/tables/${id}`}>
              {t("tables", { version, name: by })}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
