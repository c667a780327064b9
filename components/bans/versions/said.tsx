import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { When } from "@/components/ui/when";
import { countryWords } from "@/i18n/place-words";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import type { Said } from "@/lib/bans/diff/rules";

/** A value of a version in the reader's language. */
export function SaidValue({ value }: { value: Said }): ReactNode {
  const t = useTranslations("versions.value");
  const duty = useTranslations("bans.page.duty");
  const locale = useLocale();
  if (typeof value === "string" || typeof value === "number") return value;
  if ("country" in value) return countryWords(value.country, locale);
  if ("day" in value) return <When at={new Date(`${value.day}T00:00:00Z`)} kind="date" zone="UTC" />;
  if ("local" in value) {
    return (
      <>
        {value.of !== undefined && (
          <>
            <SaidValue value={value.of} />
            {" · "}
          </>
        )}
        <When at={resolveDeadline(value.local, value.zone).at} kind="deadline" zone={value.zone} />
      </>
    );
  }
  const word = value.word.startsWith("duty.") ? duty(value.word.slice("duty.".length)) : t(value.word);
  return value.of === undefined ? word : `${value.of} · ${word}`;
}
