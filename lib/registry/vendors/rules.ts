import { countryWords } from "@/i18n/place-words";
import { type Reason, reason } from "@/lib/refusal";
import { shown } from "@/lib/registry/tools/rules";
import type { VendorChanges, VendorFields } from "@/lib/registry/vendors/schema";

/** A vendor that is only named. */
export type NamedVendor = { id: number; slug: string; name: string };

/** Pages stand at these addresses. */
const RESERVED = new Set(["new"]);

export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug);
}

export function vendorPath(slug: string): string {
  return `/vendors/${slug}`;
}

/** `above`: whom `parent` belongs to, itself first and the ultimate owner last. */
export function whyNotParent(vendor: NamedVendor, parent: NamedVendor, above: readonly NamedVendor[]): Reason | null {
  if (parent.id === vendor.id) return reason("vendors.whyNot.ownsItself", { vendor: vendor.name });
  const step = above.findIndex(({ id }) => id === vendor.id);
  if (step < 0) return null;
  const through = above.slice(1, step).reverse();
  const values = { vendor: vendor.name, parent: parent.name, through: namesOf(through) };
  return reason(through.length > 0 ? "vendors.whyNot.ownsThrough" : "vendors.whyNot.owns", values);
}

export function namesOf(vendors: readonly { name: string }[]): string {
  return vendors.map(({ name }) => name).join(" → ");
}

const FIELDS = [
  "name",
  "legalName",
  "parent",
  "hqCountry",
  "hqCity",
  "countriesNotServed",
  "notes",
  "confidence",
] as const satisfies readonly (keyof VendorFields)[];

export type VendorField = (typeof FIELDS)[number];

/** Only what a change would really change: before and after, field by field. */
export function differences(before: VendorFields, changes: VendorChanges): { before: Partial<VendorFields>; after: Partial<VendorFields> } {
  const changed = FIELDS.filter((field) => changes[field] !== undefined && String(before[field] ?? "") !== String(changes[field] ?? ""));
  const only = (from: VendorChanges) => Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return { before: only(before), after: only(changes) };
}

/** For whoever comes second: per field that says something else than they do, what it says now. */
export function overtakenFields(
  now: VendorFields,
  sent: VendorChanges,
  changedSince: readonly string[] | null,
  locale: string,
): Record<string, Reason> {
  const fields = FIELDS.filter((field) => field in differences(now, sent).after && (changedSince?.includes(field) ?? true));
  return Object.fromEntries(fields.map((field) => [field, saysNow(field, now, locale)]));
}

function saysNow(field: VendorField, now: VendorFields, locale: string): Reason {
  if (field === "confidence") {
    return { key: "vendors.overtaken.field", words: { value: { group: "registry.confidence", of: [now.confidence] } } };
  }
  const value = fieldWords(field, now, locale);
  return value === "" ? reason("vendors.overtaken.fieldEmpty") : reason("vendors.overtaken.field", { value });
}

/** A field's value as people read it; "" where it is empty. */
export function fieldWords(field: VendorField, values: VendorFields, locale: string): string {
  if (field === "hqCountry") return values.hqCountry ? countryWords(values.hqCountry, locale) : "";
  if (field === "countriesNotServed") return shown(values.countriesNotServed.map((code) => countryWords(code, locale)));
  return shown(values[field]);
}
