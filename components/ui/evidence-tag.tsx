import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { DEFAULT_ZONE } from "@/i18n/config";
import { dateWords } from "@/i18n/date-words";

export type Evidence =
  | { state: "reported" | "disputed" | "withdrawn" }
  | { state: "corroborated"; sources: number }
  | { state: "reproduced"; on: Date };

const tones: Record<Evidence["state"], Tone> = {
  reported: "review",
  corroborated: "limits",
  reproduced: "ok",
  disputed: "due",
  withdrawn: "done",
};

/** How far a claim has been checked. */
export function EvidenceTag({ evidence }: { evidence: Evidence }) {
  const t = useTranslations("status.evidence");
  const locale = useLocale();
  const zone = useTimeZone() ?? DEFAULT_ZONE;
  const words =
    evidence.state === "corroborated"
      ? t("corroborated", { n: evidence.sources })
      : evidence.state === "reproduced"
        ? t("reproduced", { date: dateWords(evidence.on, "short", zone, locale) })
        : t(evidence.state);
  return (
    <Tag tone={tones[evidence.state]} isLong>
      {evidence.state === "withdrawn" ? <s>{words}</s> : words}
    </Tag>
  );
}
