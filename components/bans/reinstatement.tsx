import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { inLanguage } from "@/lib/bans/rules";
import type { BanDraft } from "@/lib/bans/schema";

/** What the ban itself says about its end. */
export function ReinstatementPanel({ text, locale }: { text: BanDraft["reinstatement"]; locale: string }) {
  const t = useTranslations("endings.page");
  const said = inLanguage(text, locale);
  return (
    <Panel title={t("reinstatement")}>
      {said ? (
        <>
          <p className="mb-1 text-ink-2">{t("reinstatementLead")}</p>
          <p className="max-w-[68ch] whitespace-pre-wrap">{said}</p>
        </>
      ) : (
        <p className="text-ink-2">{t("noReinstatement")}</p>
      )}
    </Panel>
  );
}
