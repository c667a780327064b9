import { useTranslations } from "next-intl";
import { StateTag } from "@/components/ui/state-tag";
import { Tag } from "@/components/ui/tag";
import type { SaidDuty } from "@/lib/compliance/confirmations/queries";
import type { ConfirmationState } from "@/lib/compliance/confirmations/schema";

const TONE = { waiting: "limits", stated: "done", verified: "done", refused: "banned", voided: "review" } as const;

/** Where one thing stands that somebody said. */
export function ConfirmationTag({ state }: { state: ConfirmationState }) {
  return <Tag tone={TONE[state]}>{useTranslations("duties.state")(state)}</Tag>;
}

/** Where a duty stands that rests on what its person says. */
export function SaidTag({ duty: { state, proof, deadlineAt, zone, exceptionUntil }, now }: { duty: SaidDuty; now: Date }) {
  return <StateTag state={state} proof={proof} deadline={deadlineAt} zone={zone} exceptedUntil={exceptionUntil} now={now} />;
}
