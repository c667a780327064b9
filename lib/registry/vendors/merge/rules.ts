import { type Reason, reason } from "@/lib/refusal";
import { type NamedVendor, namesOf, type VendorField } from "@/lib/registry/vendors/rules";
import type { VendorFields } from "@/lib/registry/vendors/schema";

/** `above`: whom the winner belongs to, itself first and the ultimate owner last. */
export function whyNotMerge(loser: NamedVendor, winner: NamedVendor, above: readonly NamedVendor[]): Reason | null {
  if (loser.id === winner.id) return reason("vendors.whyNot.mergeItself", { vendor: winner.name });
  const step = above.findIndex(({ id }) => id === loser.id);
  if (step <= 1) return null;
  const through = namesOf(above.slice(1, step).reverse());
  return reason("vendors.whyNot.mergeCircle", { loser: loser.name, winner: winner.name, through });
}

export type MergedFacts = { fields: VendorFields; filled: VendorField[] };

/**
 * What the winner says of itself stays; where it says nothing, the loser's word is taken. A winner that belonged to the loser belongs to
 * whom the loser belonged to. `loserOwners`: slugs of the vendors above the loser.
 */
export function mergedFacts(
  winner: VendorFields & { slug: string },
  loser: VendorFields & { slug: string },
  loserOwners: readonly string[],
): MergedFacts {
  const { slug, ...own } = winner;
  const isBelowLoser = own.parent === loser.slug;
  const takesParent = own.parent === null && loser.parent !== null && !loserOwners.includes(slug);
  const takesCity = own.hqCity === null && (own.hqCountry === null || own.hqCountry === loser.hqCountry);
  const fields: VendorFields = {
    ...own,
    legalName: own.legalName ?? loser.legalName,
    parent: isBelowLoser || takesParent ? loser.parent : own.parent,
    hqCountry: own.hqCountry ?? loser.hqCountry,
    hqCity: takesCity ? loser.hqCity : own.hqCity,
    countriesNotServed: own.countriesNotServed.length > 0 ? own.countriesNotServed : loser.countriesNotServed,
    notes: own.notes ?? loser.notes,
  };
  const names: VendorField[] = ["legalName", "parent", "hqCountry", "hqCity", "countriesNotServed", "notes"];
  return { fields, filled: names.filter((name) => String(fields[name] ?? "") !== String(own[name] ?? "")) };
}
