import { useTranslations } from "next-intl";
import type { Cause } from "@/lib/risk/classes/rules";
import type { RiskClass } from "@/prisma/generated/enums";

/** Words for what the decision tables hold. Values have spaces, keys of sentences have none. */
export function useClassWords() {
  const t = useTranslations("classes");
  const key = (value: string) => value.replaceAll(" ", "-");
  return {
    class: (held: RiskClass | null) => t(`class.${held ?? "none"}`),
    input: (id: string) => t(`input.${id}`),
    value: (value: string) => t(`value.${key(value)}`),
    meaning: (value: string) => t(`meaning.${key(value)}`),
    cause: (cause: Cause) => {
      const [kind = "", id = ""] = cause.split(":");
      return t(`cause.${kind}`, { id });
    },
    notice: (days: number | null) => (days === null ? t("page.noticeNone") : t("page.noticeDays", { n: days })),
  };
}
