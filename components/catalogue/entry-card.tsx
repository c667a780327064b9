import Link from "next/link";
import { useTranslations } from "next-intl";
import { ChangeRow, Tick } from "@/components/catalogue/change-row";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { entryKey } from "@/lib/registry/catalogue/difference/schema";
import type { ChangeItem } from "@/lib/registry/catalogue/updates/queries";

const TONES: Record<Exclude<ChangeItem["state"], "settled">, Tone> = { added: "ok", changed: "review", removed: "limits" };
const PATHS = { vendor: "/vendors", family: "/models", tool: "/tools", team: null } as const;

/** Differences that are open from the start; the rest unfolds. */
const SHOWN = 8;

type Props = { entry: ChangeItem; sourceOf: (key: string) => string; canApply: boolean };

export function EntryCard({ entry, sourceOf, canApply }: Props) {
  const t = useTranslations("catalogue");
  const { kind, slug, name, state, conflicts, appliedAt, undoneAt } = entry;
  const isOpen = appliedAt === null && canApply;
  const path = PATHS[kind];
  const exists = state !== "added" || (appliedAt !== null && undoneAt === null);
  // What has to be decided comes first.
  const changes = entry.changes.toSorted((one, other) => Number(other.is === "conflict") - Number(one.is === "conflict"));
  const rows = changes.map((change) => (
    <ChangeRow key={`${change.part}#${change.field}#${change.is}`} entry={entry} change={change} sourceOf={sourceOf} canChoose={isOpen} />
  ));
  return (
    <li className="card min-w-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 break-words">{path && exists ? <Link href={`${path}/${slug}`}>{name}</Link> : name}</h3>
        <span className="text-ink-2">{t(`entryKind.${kind}`)}</span>
        {state !== "settled" && <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>}
        {conflicts > 0 && <Tag tone="due">{t("entry.conflicts", { n: conflicts })}</Tag>}
        {undoneAt ? <Tag tone="exempt">{t("state.undone")}</Tag> : appliedAt && <Tag tone="done">{t("state.applied")}</Tag>}
      </div>
      {isOpen && (
        <div className="mt-2">
          {state === "removed" ? (
            <Tick name="remove" value={entryKey(entry)} label={t("entry.removeEntry", { name })} hint={t("entry.removedBody")} />
          ) : (
            <Tick name="entries" value={entryKey(entry)} label={t("entry.choose", { name })} />
          )}
        </div>
      )}
      {rows.length > 0 && <ul className="mt-2">{rows.slice(0, SHOWN)}</ul>}
      {rows.length > SHOWN && (
        <details>
          <summary className="link cursor-pointer">{t("entry.more", { n: rows.length - SHOWN })}</summary>
          <ul className="mt-2">{rows.slice(SHOWN)}</ul>
        </details>
      )}
    </li>
  );
}
