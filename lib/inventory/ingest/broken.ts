import { type Reason, Refusal, reason } from "@/lib/refusal";

/** A delivery that did not arrive whole or is not what it says: nothing of it counts. */
export class Broken extends Refusal {
  constructor(key: string, values?: Record<string, string | number>) {
    super("invalid", reason(`inventory.broken.${key}`, values));
  }
}

/** Why a line is not taken, or what was left out of it. */
export function remark(key: string, values?: Record<string, string | number>): Reason {
  return reason(`inventory.reject.${key}`, values);
}
