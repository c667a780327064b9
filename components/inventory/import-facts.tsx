import { useTranslations } from "next-intl";
import { importName } from "@/components/inventory/import-name";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ImportDetail } from "@/lib/inventory/imports/queries";

export function ImportFacts({ found }: { found: ImportDetail }) {
  const t = useTranslations("inventory");
  return (
    <Panel title={t("result.facts")}>
      <Facts
        facts={[
          { label: t("result.source"), value: importName(found, t) },
          { label: t("result.by"), value: found.by ?? t("result.nobody") },
          { label: t("result.began"), value: <When at={found.startedAt} /> },
          { label: t("result.ended"), value: found.finishedAt ? <When at={found.finishedAt} /> : t("result.notEnded") },
          { label: t("result.complete"), value: t(found.complete ? "result.yes" : "result.no") },
        ]}
      />
    </Panel>
  );
}
