import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

const FORMATS = ["osv", "openvex", "csaf"] as const;

/** All findings, or those that `search` chooses, in each format. */
export function ExportPanel({ search = {} }: { search?: Record<string, string> }) {
  const t = useTranslations("exchange.export");
  return (
    <Panel title={t("title")} id="export">
      <div className="grid gap-3">
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        <p className="flex flex-wrap gap-2">
          {FORMATS.map((format) => (
            <LinkButton key={format} href={`/api/v1/findings/export?${new URLSearchParams({ format, ...search })}`}>
              {t(format)}
            </LinkButton>
          ))}
        </p>
        <p className="max-w-[68ch] text-ink-2">{t("osvNote")}</p>
      </div>
    </Panel>
  );
}
