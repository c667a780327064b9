import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { BanDraft } from "@/lib/bans/schema";
import { type ScopeNames, type Speaker, scopeSentence } from "@/lib/bans/selector/sentence";

/** The rule of the sentence in the reader's language. */
export function useSpeaker(): Speaker {
  const t = useTranslations("scope");
  return { locale: useLocale(), say: (key, values) => t(key, values) };
}

/** What a ban covers and whom it binds, said back. */
export function ScopeSentence({ content, names }: { content: BanDraft; names: ScopeNames }) {
  const t = useTranslations("scope");
  const speaker = useSpeaker();
  const sentence = scopeSentence(content, names, speaker);
  return sentence ? <p className="max-w-[80ch] text-pretty">{sentence}</p> : <p className="text-ink-2">{t("notYet")}</p>;
}

/** One part of it, as it stands while the other may not be said yet. */
export function SaidPanel({ words }: { words: string | null }) {
  const t = useTranslations("scope");
  return (
    <Panel title={t("inWords")}>
      <p className={words ? "max-w-[80ch] text-pretty" : "text-ink-2"}>{words ?? t("notYet")}</p>
    </Panel>
  );
}
