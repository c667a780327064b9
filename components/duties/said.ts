import type { SaidDuty } from "@/lib/compliance/confirmations/queries";

/** Whether the person still has to say that it is done. */
export function isToSay({ state, said }: Pick<SaidDuty, "state" | "said">): boolean {
  return state !== "EXCEPTED" && (said === null || said.state === "refused" || said.state === "voided");
}
