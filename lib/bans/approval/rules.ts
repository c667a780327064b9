import { type Reason, reason } from "@/lib/refusal";

/** Nobody waits for more people than there are. */
export function whyNotQuorum(approvals: number, approvers: number): Reason | null {
  return approvals > approvers ? reason("versions.whyNot.quorum", { n: approvers }) : null;
}

/** How many more people have to approve. */
export function stillNeeded(approvals: number, given: number): number {
  return Math.max(0, approvals - given);
}
