import type { Reason } from "@/lib/refusal";
import { reason } from "@/lib/refusal";
import type { ToolRequestStatus } from "@/prisma/generated/enums";

/** Somebody with more open requests than this is asking for a list, not for a tool. */
export const MOST_OPEN = 30;

export function whyNotAsk({ name, isAsked, open }: { name: string; isAsked: boolean; open: number }): Reason | null {
  if (isAsked) return reason("requests.whyNot.alreadyAsked", { name });
  if (open >= MOST_OPEN) return reason("requests.whyNot.tooMany", { most: MOST_OPEN });
  return null;
}

export function whyNotWithdraw({ status }: { status: ToolRequestStatus }): Reason | null {
  return status === "OPEN" ? null : reason("requests.whyNot.notOpen");
}

export function whyNotAnswer({ status }: { status: ToolRequestStatus }): Reason | null {
  return status === "OPEN" ? null : reason("requests.whyNot.answered");
}
