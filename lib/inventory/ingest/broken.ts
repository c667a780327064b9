import { type Reason, Refusal, reason } from "@/lib/refusal";

/** A delivery that did not arrive whole or is not what it says: nothing of it counts. */
export class Broken extends Refusal {
  constructor(key: string, values?: Record<string, string | number>) {
    super("invalid", reason(`inventory.broken.${key}`, values));
  }
}

/** Why a row is not taken. */
export function remark(key: string, values?: Record<string, string | number>): Reason {
  return reason(`inventory.reject.${key}`, values);
}

/** What a row that was taken leaves open. */
export function warning(key: string, values?: Record<string, string | number>): Reason {
  return reason(`inventory.warning.${key}`, values);
}
