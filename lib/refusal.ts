/** A sentence by its message key, so that it exists in every language. Values are shown as given. */
export type Reason = { key: string; values?: Record<string, string | number> };

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

export function refuseIf(code: RefusalCode, whyNot: Reason | null): void {
  if (whyNot) throw new Refusal(code, whyNot);
}
