import { useTranslations } from "next-intl";
import { usePartWords, useValueWords } from "@/components/catalogue/value";
import { Tag } from "@/components/ui/tag";
import { type Change, changeKey } from "@/lib/registry/catalogue/difference/schema";

type Props = {
  entry: { kind: string; slug: string };
  change: Change;
  /** What the key of a source stands for. */
  sourceOf: (key: string) => string;
  /** True while it can be applied by whoever reads it. */
  canChoose: boolean;
};

/** One difference: what is here, what the file says, and where the file has it from. */
export function ChangeRow({ entry, change, sourceOf, canChoose }: Props) {
  const t = useTranslations("catalogue");
  const [valueWords, partWords] = [useValueWords(), usePartWords()];
  const { part, field, is, before, here, now, source } = change;
  const fieldName = field === null ? null : t.has(`field.${field}`) ? t(`field.${field as "name"}`) : field;
  const partName = part === null ? null : partWords(part);
  const wholeName =
    part !== null && field === null ? t(is === "removed" ? "entry.removedPart" : "entry.addedPart", { part: partName ?? "" }) : null;
  const name = wholeName ?? [partName, fieldName].filter(Boolean).join(" · ");
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0 md:grid-cols-[minmax(8rem,14rem)_1fr]">
      <div className="min-w-0 font-medium break-words">{name}</div>
      <div className="grid min-w-0 gap-1">
        {is === "conflict" ? (
          <>
            <p>
              <Tag tone="due">{t("state.conflict")}</Tag>
            </p>
            <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-3">
              {(
                [
                  ["here", here],
                  ["before", before],
                  ["now", now],
                ] as const
              ).map(([label, value]) => (
                <div key={label} className="min-w-0">
                  <dt className="text-caption text-ink-2">{t(`entry.${label}`)}</dt>
                  <dd className="break-words">{valueWords(field ?? "", value)}</dd>
                </div>
              ))}
            </dl>
            {canChoose && <Tick name="theirs" value={changeKey(entry, change)} label={t("entry.theirs")} hint={t("entry.stays")} />}
          </>
        ) : (
          <p className="min-w-0 break-words">
            {is === "changed" && (
              <>
                <span className="text-ink-2">{valueWords(field ?? "", here)}</span>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> {t("entry.becomes")} </span>
              </>
            )}
            {valueWords(field ?? "", is === "removed" ? here : now)}
          </p>
        )}
        {is === "removed" && canChoose && <Tick name="remove" value={changeKey(entry, change)} label={t("entry.removePart")} />}
        {source && is !== "removed" && (
          <p className="text-caption break-words text-ink-2">{t("entry.source", { source: sourceOf(source) })}</p>
        )}
      </div>
    </li>
  );
}

/** A checkbox of the page's one form; several carry the same name, so none of them has an id. */
export function Tick({ name, value, label, hint }: { name: string; value: string; label: string; hint?: string }) {
  return (
    <label className="flex min-h-6 items-start gap-2">
      <input type="checkbox" name={name} value={value} className="tick" />
      <span>
        {label}
        {hint && <span className="text-ink-2"> {hint}</span>}
      </span>
    </label>
  );
}
