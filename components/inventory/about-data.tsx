import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";

const item = (chunks: ReactNode) => <li>{chunks}</li>;

/** What is collected about devices and people, in words everybody understands. */
export function AboutData() {
  const t = useTranslations("inventory.about");
  return (
    <div className="grid gap-4">
      {(["what", "not"] as const).map((part) => (
        <Panel key={part} title={t(`${part}.title`)}>
          <ul className="grid max-w-[68ch] list-disc gap-1 pl-5">{t.rich(`${part}.items`, { li: item })}</ul>
        </Panel>
      ))}
      <Panel title={t("why.title")}>
        <p className="max-w-[68ch]">{t("why.body")}</p>
      </Panel>
      <Panel title={t("who.title")}>
        <ul className="grid max-w-[68ch] list-disc gap-1 pl-5">{t.rich("who.items", { li: item })}</ul>
      </Panel>
      {(["from", "long", "wrong"] as const).map((part) => (
        <Panel key={part} title={t(`${part}.title`)}>
          <p className="max-w-[68ch]">{t(`${part}.body`)}</p>
        </Panel>
      ))}
    </div>
  );
}
