import { type Reason, reason } from "@/lib/refusal";
import type { EditFamily, FamilyFields } from "@/lib/registry/models/schema";
import { shown, slugOf } from "@/lib/registry/tools/rules";

/** Addresses below /models that are pages of their own. */
const RESERVED = ["new", "access"];

export function whyNotSlug(slug: string): Reason | null {
  return RESERVED.includes(slug) ? reason("models.field.slugReserved", { slug }) : null;
}

/** "Claude" of anthropic becomes anthropic-claude, and "DeepSeek" of deepseek stays deepseek. Null: no Latin letter or digit in the name. */
export function familySlug(name: string, vendorSlug: string): string | null {
  const own = slugOf(name);
  return own === null || own === vendorSlug || own.startsWith(`${vendorSlug}-`) ? own : `${vendorSlug}-${own}`;
}

const FIELDS = ["name", "vendor", "openWeights", "licence", "notes", "confidence"] as const satisfies readonly (keyof FamilyFields)[];

/** Only what a change would really change: before and after, field by field. */
export function familyDifferences(before: FamilyFields, changes: EditFamily["changes"]) {
  const changed = FIELDS.filter((field) => changes[field] !== undefined && changes[field] !== before[field]);
  const only = (from: EditFamily["changes"]): Partial<FamilyFields> => Object.fromEntries(changed.map((field) => [field, from[field]]));
  return { before: only(before), after: only(changes) };
}

/** For whoever comes second: per field that says something else than they do, what it says now. */
export function overtakenFields(now: object, sent: object): Record<string, Reason> {
  return Object.fromEntries(
    Object.entries(sent)
      .filter(([field, value]) => value !== undefined && value !== Reflect.get(now, field))
      .map(([field]) => [field, saysNow(field, Reflect.get(now, field))]),
  );
}

/** Fields whose values are words of ours have a sentence per value. */
function saysNow(field: string, stored: unknown): Reason {
  if (["mode", "openWeights", "confidence"].includes(field)) return reason(`models.overtaken.${field}.${String(stored)}`);
  const value = shown(stored);
  return value === "" ? reason("models.overtaken.fieldEmpty") : reason("models.overtaken.field", { value });
}
