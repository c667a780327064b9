import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { Given } from "@/lib/risk/hygiene/schema";

const TONES: Record<Given, Tone> = { yes: "ok", partly: "limits", no: "due", "not-applicable": "exempt", unknown: "review" };

export function AnswerTag({ answer }: { answer: Given }) {
  const t = useTranslations("hygiene.answers");
  return <Tag tone={TONES[answer]}>{t(answer)}</Tag>;
}
