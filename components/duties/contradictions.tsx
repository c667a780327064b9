import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { Reason } from "@/lib/refusal";

/** What several bans ask and nobody can follow at once. */
export function Contradictions({ contradictions }: { contradictions: readonly Reason[] }) {
  const t = useTranslations("duties.contradiction");
  const say = useTranslations();
  if (contradictions.length === 0) return null;
  return (
    <Notice tone="due" title={t("title")}>
      <ul className="grid gap-1">
        {contradictions.map(({ key, values }) => (
          <li key={`${key} ${JSON.stringify(values)}`}>{say(key, values)}</li>
        ))}
      </ul>
      <p className="mt-1">{t("lead")}</p>
    </Notice>
  );
}
