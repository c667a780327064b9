import type { ReactNode } from "react";
import { Glyph, type Tone } from "@/components/ui/glyph";

/** A status in words with its mark. Never a link, never a button. For the fixed axes use VerdictTag, StateTag or EvidenceTag. */
export function Tag({
  tone,
  children,
  isOutline = false,
  isLong = false,
}: {
  tone: Tone;
  children: ReactNode;
  isOutline?: boolean /** May break into lines. */;
  isLong?: boolean;
}) {
  return (
    <span className={["tag", `tone-${tone}`, isOutline && "is-outline", isLong && "is-long"].filter(Boolean).join(" ")}>
      <Glyph tone={tone} />
      {children}
    </span>
  );
}
