import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SaidValue } from "@/components/bans/versions/said";
import type { Difference, Said } from "@/lib/bans/diff/rules";
import { wordRuns } from "@/lib/bans/diff/rules";

/** What changes, part by part: added, removed, and of texts the words themselves. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const t = useTranslations("versions");
  const duty = useTranslations("bans.page.duty");
  return (
    <dl className="grid">
      {differences.map((difference) => {
        const { part, duty: of } = difference;
        const name = [of && duty(of), t(`part.${part}`), difference.kind === "text" && t(`diff.${difference.locale}`)]
          .filter(Boolean)
          .join(" · ");
        return (
          <div key={name} className="grid gap-x-6 gap-y-1 border-t border-line py-2.5 first:border-t-0 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <dt className="font-medium">{name}</dt>
            <dd className="min-w-0 break-words">
              <Change difference={difference} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Change({ difference }: { difference: Difference }) {
  const t = useTranslations("versions.diff");
  if (difference.kind === "text") return <TextChange {...difference} />;
  if (difference.kind === "list") return <ListChange added={difference.added} removed={difference.removed} />;
  const { before, after } = difference;
  return (
    <p className="grid gap-0.5">
      <span className="text-ink-2">
        {t("was")}: {before === null ? t("nothing") : <SaidValue value={before} />}
      </span>
      <span>
        {t("is")}: {after === null ? t("nothing") : <SaidValue value={after} />}
      </span>
    </p>
  );
}

/** Marks and words, never colour alone: what goes is struck out, what comes is underlined, and both are named for those who listen. */
function TextChange({ before, after, locale }: { before: string; after: string; locale: string }) {
  const t = useTranslations("versions.diff");
  let place = 0;
  return (
    <p lang={locale} className="max-w-[68ch] whitespace-pre-line">
      {wordRuns(before, after, locale).map(({ kind, text }) => {
        place += text.length + 1;
        if (kind === "same") return <span key={place}>{text}</span>;
        const Mark = kind === "removed" ? "del" : "ins";
        return (
          <Mark key={place} className={kind === "removed" ? "text-ink-2" : "font-semibold"}>
            <span className="sr-only">{t(`${kind}Text`)}</span>
            {text}
          </Mark>
        );
      })}
    </p>
  );
}

export function ListChange({ added, removed }: { added: readonly Said[]; removed: readonly Said[] }) {
  const t = useTranslations("versions.diff");
  const lines: { word: string; items: readonly Said[]; mark: string }[] = [
    { word: t("added"), items: added, mark: "+" },
    { word: t("removed"), items: removed, mark: "−" },
  ];
  return (
    <div className="grid gap-1">
      {lines
        .filter(({ items }) => items.length > 0)
        .map(({ word, items, mark }) => (
          <div key={word}>
            <p className="text-caption text-ink-2">{word}</p>
            <ul className="grid gap-0.5">
              {items.map((item) => (
                <Item key={JSON.stringify(item)} mark={mark}>
                  <SaidValue value={item} />
                </Item>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}

function Item({ mark, children }: { mark: string; children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <span aria-hidden="true" className="w-3 text-ink-2 tabular-nums">
        {mark}
      </span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}
