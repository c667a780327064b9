import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Address, hiddenFields } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button";

export type ActiveFilter = { label: string /** The same address without it. */; href: string };

/**
 * Search and filters in the address: a GET form. `names` are the parameters its fields write; all others are kept, the page is not.
 * Filters in force stand below in words, each with a way out.
 */
export function FilterBar({
  address,
  names,
  children,
  active = [],
  submit,
}: {
  address: Address;
  names: readonly string[];
  children: ReactNode;
  active?: readonly ActiveFilter[];
  submit?: string;
}) {
  const t = useTranslations("ui.filter");
  const kept = hiddenFields(address, names);
  const cleared = new URLSearchParams(kept.map(({ name, value }) => [name, value])).toString();
  return (
    <search className="no-print mb-3 grid gap-2">
      <Form action={address.path} scroll={false} prefetch={false} className="filter-bar">
        {kept.map(({ name, value }) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        {children}
        <button type="submit" className={buttonClass({})}>
          {submit ?? t("apply")}
        </button>
      </Form>
      {active.length > 0 && (
        <ul aria-label={t("active")} className="flex flex-wrap items-center gap-2">
          {active.map(({ label, href }) => (
            <li key={href}>
              <Link href={href} scroll={false} className="chip">
                {label}
                <span aria-hidden="true">×</span>
                <span className="sr-only">{t("remove")}</span>
              </Link>
            </li>
          ))}
          <li>
            <Link href={cleared ? `${address.path}?${cleared}` : address.path} scroll={false} className="link">
              {t("clear")}
            </Link>
          </li>
        </ul>
      )}
    </search>
  );
}
