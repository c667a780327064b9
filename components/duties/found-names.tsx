import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { DutyKind } from "@/prisma/generated/enums";

/** What was looked up beside a duty: people or teams. */
export type LookedUp = {
  what: "owner" | "team";
  kind: DutyKind;
  q: string;
  items: { id: number; name: string; detail: string }[];
  isCut: boolean;
};

type Props = {
  name: string;
  label: string;
  hint?: string;
  /** What the button asks for: owner:CERTIFY. */
  find: string;
  button: string;
  found: LookedUp | null;
  wordsOf: (name: string) => string;
  addOf: (id: number) => string;
  chosen: readonly number[];
};

/** Looks up a name inside of the step's own form: the button saves what was typed, so nothing is lost, with or without scripts. */
export function FoundNames({ name, label, hint, find, button, found, wordsOf, addOf, chosen }: Props) {
  const t = useTranslations("duties.wizard");
  const open = found?.items.filter(({ id }) => !chosen.includes(id)) ?? [];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field name={name} type="search" label={label} {...(hint && { hint })} maxLength={100} className="min-w-0 grow" />
        <button type="submit" name="find" value={find} formNoValidate className={buttonClass({})}>
          {button}
        </button>
      </div>
      {found && (
        <>
          <p role="status" className="text-ink-2">
            {t("found", { n: found.items.length, q: found.q })}
          </p>
          <ul className="grid">
            {open.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-1.5">
                <span className="min-w-0">
                  {item.name}
                  {item.detail && <span className="block text-caption text-ink-2">{item.detail}</span>}
                </span>
                <button type="submit" name="add" value={addOf(item.id)} formNoValidate className={buttonClass({ size: "small" })}>
                  {wordsOf(item.name)}
                </button>
              </li>
            ))}
          </ul>
          {found.isCut && <p className="text-ink-2">{t("foundMore")}</p>}
        </>
      )}
    </div>
  );
}
