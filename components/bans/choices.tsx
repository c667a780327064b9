import Form from "next/form";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

export type Choice = { /** list:id */ value: string; name: string; label: ReactNode };

/** What was chosen, each with its own way out. Inside a StepForm: removing saves at once. */
export function ChosenList({ choices, empty, label }: { choices: readonly Choice[]; empty: string; label: string }) {
  const t = useTranslations("bans.wizard");
  if (choices.length === 0) return <p className="text-ink-2">{empty}</p>;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {choices.map(({ value, name, label: words }) => (
        <li key={value} className="chip">
          <span>{words}</span>
          <button
            type="submit"
            name="remove"
            value={value}
            formNoValidate
            className={buttonClass({ variant: "quiet", size: "small" })}
            aria-label={t("remove", { name })}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The address form behind the search field: it stands outside of the step's own form, since forms do not nest. */
export function SearchForm({ path }: { path: string }) {
  return <Form id="find" action={path} scroll={false} prefetch={false} />;
}

/** Search by name, as a plain address, and what was found. Works without JavaScript, however many there are. */
export function Finder({
  q,
  label,
  hint,
  found,
  children,
}: {
  q: string;
  label: string;
  hint?: string;
  found: number | null;
  children: ReactNode;
}) {
  const t = useTranslations("bans.wizard");
  return (
    <search className="grid gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field name="q" label={label} hint={hint} type="search" form="find" defaultValue={q} maxLength={100} className="min-w-0 grow" />
        <button type="submit" form="find" className={buttonClass({})}>
          {t("find")}
        </button>
      </div>
      <div role="status" className="text-ink-2">
        {found !== null && t("found", { n: found, q })}
      </div>
      {children}
    </search>
  );
}

export type Found = { key: string; label: ReactNode; actions: readonly { value: string; words: string }[] };

/** `chosen` needs no button any more. */
export function FoundList({ found, isCut, chosen }: { found: readonly Found[]; isCut: boolean; chosen: readonly Choice[] }) {
  const t = useTranslations("bans.wizard");
  if (found.length === 0) return null;
  return (
    <>
      <ul className="grid">
        {found.map(({ key, label, actions }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-1.5">
            <span className="min-w-0">{label}</span>
            <span className="flex flex-wrap gap-2">
              {actions
                .filter(({ value }) => !chosen.some((one) => one.value === value))
                .map(({ value, words }) => (
                  <button key={value} type="submit" name="add" value={value} formNoValidate className={buttonClass({ size: "small" })}>
                    {words}
                  </button>
                ))}
            </span>
          </li>
        ))}
      </ul>
      {isCut && <p className="text-ink-2">{t("foundMore")}</p>}
    </>
  );
}
