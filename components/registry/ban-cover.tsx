import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { BanFact } from "@/lib/registry/rules";

/** What the ban means by this tool, named, so that nobody guesses. */
export function BanCover({ tool, clients, ban }: { tool: string; clients: readonly string[]; ban: BanFact }) {
  const t = useTranslations("answer.cover");
  const words = useRegistryWords();
  const facts = [
    {
      label: t("covered"),
      value: (
        <>
          <p>{t("coveredText", { tool, clients: words.list("client", clients) })}</p>
          <p>{t("accounts")}</p>
        </>
      ),
    },
    { label: t("who"), value: t(ban.coversEveryone ? "everyone" : "some") },
    { label: t("not"), value: t("notText") },
  ];
  return (
    <Panel title={t("title")}>
      {ban.summary && <p className="mb-3 max-w-[68ch]">{ban.summary}</p>}
      <Facts facts={facts} />
    </Panel>
  );
}
