/**
 * A sentence by its message key, so that it exists in every language. `values` are shown as given. `words` are values of ours, each said by
 * its own message in the group, such as "registry.client"; one that has none there is shown as it is.
 */
export type Reason = { key: string; values?: Record<string, string | number>; words?: Record<string, Words> };

export type Words = { group: string; of: readonly string[] };

export type RefusalCode = "invalid" | "unauthenticated" | "forbidden" | "not-found" | "conflict" | "too-large" | "too-many" | "unavailable";

/** An expected "no". The door translates it; everything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly reason: Reason;
  /** A reason per form field. */
  readonly fields: Record<string, Reason>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, reason: Reason, options: { fields?: Record<string, Reason>; retryAfterSeconds?: number } = {}) {
    super(`${code}: ${reason.key}`);
    this.name = "Refusal";
    this.code = code;
    this.reason = reason;
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function reason(key: string, values?: Record<string, string | number>): Reason {
  return values ? { key, values } : { key };
}

export function refuse(code: RefusalCode, key: string, values?: Record<string, string | number>): never {
  throw new Refusal(code, reason(key, values));
}

/** A refusal of what was given for one field. */
export function inField(field: string, whyNot: Reason): Refusal {
  return new Refusal("invalid", reason("http.refusal.fields", { count: 1 }), { fields: { [field]: whyNot } });
}

export function refuseIf(code: RefusalCode, whyNot: Reason | null): void {
  if (whyNot) throw new Refusal(code, whyNot);
}
