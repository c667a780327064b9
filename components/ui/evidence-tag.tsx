import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { ClaimState } from "@/lib/risk/claims/rules";

const tones: Record<ClaimState["kind"], Tone> = {
  reported: "review",
  corroborated: "limits",
  acknowledged: "ok",
  reproduced: "ok",
  retracted: "done",
  superseded: "done",
};

/** How far a claim has been confirmed. That it is disputed stands beside it and takes nothing away. */
export function EvidenceTag({
  state,
  isDisputed = false,
  isShort = false,
}: {
  state: ClaimState;
  isDisputed?: boolean;
  /** For the rows of a table: without by whom. */
  isShort?: boolean;
}) {
  const t = useTranslations("status.evidence");
  const isOver = state.kind === "retracted" || state.kind === "superseded";
  const words = isShort ? t(`short.${state.kind}`, { n: state.kind === "corroborated" ? state.origins : 0 }) : wordsOf(state, t);
  return (
    <span className={`inline-flex gap-1 ${isShort ? "" : "flex-wrap"}`}>
      <Tag tone={tones[state.kind]} isLong={!isShort}>
        {isOver ? <s>{words}</s> : words}
      </Tag>
      {isDisputed && !isOver && <Tag tone="due">{t("disputed")}</Tag>}
    </span>
  );
}

function wordsOf(state: ClaimState, t: ReturnType<typeof useTranslations<"status.evidence">>): string {
  switch (state.kind) {
    case "corroborated":
      return t("corroborated", { n: state.origins });
    case "acknowledged":
    case "reproduced":
      return state.party === null ? t(`${state.kind}Plain`) : t(state.kind, { party: state.party });
    default:
      return t(state.kind);
  }
}
