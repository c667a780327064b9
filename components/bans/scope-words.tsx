import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { Speaker } from "@/lib/bans/selector/sentence";

/** The rule of the sentence in the reader's language. */
export function useSpeaker(): Speaker {
  const t = useTranslations("scope");
  return { locale: useLocale(), say: (key, values) => t(key, values) };
}

/** One part of it, as it stands while the other may not be said yet. */
export function SaidPanel({ words }: { words: string | null }) {
  const t = useTranslations("scope");
  return (
    <Panel title={t("inWords")}>
      <p className={words ? "max-w-[80ch] text-pretty first-letter:uppercase" : "text-ink-2"}>{words ?? t("notYet")}</p>
    </Panel>
  );
}
