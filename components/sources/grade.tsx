import { useTranslations } from "next-intl";

/** A grade of the Admiralty scale, spelled out. */
export function Grade({ scale, grade }: { scale: "reliability" | "credibility"; grade: string }) {
  const t = useTranslations("sources");
  const key = `${scale}.${grade}`;
  return t("scale", { grade, words: t.has(key) ? t(key) : grade });
}
