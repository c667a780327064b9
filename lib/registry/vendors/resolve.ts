import "server-only";
import type { Tx } from "@/lib/db";
import { inField, reason } from "@/lib/refusal";
import type { NamedVendor } from "@/lib/registry/vendors/rules";

const MOST_NAMED = 5;

const inWords = (found: readonly NamedVendor[]) => found.map(({ name, slug }) => `${name} (${slug})`).join(", ");

/** The vendor that a word means: its slug, else its name or legal name. What was merged means what it was merged into. `field` is where the form asks. */
export async function vendorMeant(tx: Tx, word: string, field: string): Promise<NamedVendor> {
  const found = await tx.$queryRaw<NamedVendor[]>`
    WITH meant AS (
      SELECT coalesce(merged_into_id, id) AS id, slug = lower(${word}) AS is_slug FROM vendor
      WHERE slug = lower(${word}) OR (merged_into_id IS NULL AND (lower(name) = lower(${word}) OR lower(legal_name) = lower(${word})))
    )
    SELECT DISTINCT v.id, v.slug, v.name FROM meant m JOIN vendor v ON v.id = m.id
    WHERE m.is_slug OR NOT EXISTS (SELECT FROM meant WHERE is_slug) ORDER BY v.slug LIMIT ${MOST_NAMED}`;
  const [vendor, ...others] = found;
  if (vendor && others.length === 0) return vendor;
  if (vendor) throw inField(field, reason("vendors.field.vendorUnclear", { word, found: inWords(found) }));
  const alike = await tx.$queryRaw<NamedVendor[]>`
    SELECT id, slug, name FROM vendor
    WHERE merged_into_id IS NULL AND (strpos(lower(name), lower(${word})) > 0 OR similarity(lower(name), lower(${word})) > 0.3)
    ORDER BY similarity(lower(name), lower(${word})) DESC, name LIMIT ${MOST_NAMED}`;
  const key = alike.length === 0 ? "vendors.field.vendorUnknown" : "vendors.field.vendorAlike";
  throw inField(field, reason(key, { word, found: inWords(alike) }));
}

/** The vendor itself, then the one it belongs to, and so on up to the ultimate owner. */
export function ownersOf(tx: Tx, vendorId: number): Promise<NamedVendor[]> {
  return tx.$queryRaw<NamedVendor[]>`
    WITH RECURSIVE above AS (
      SELECT id, slug, name, parent_id, 0 AS step FROM vendor WHERE id = ${vendorId}
      UNION ALL SELECT v.id, v.slug, v.name, v.parent_id, a.step + 1 FROM vendor v JOIN above a ON v.id = a.parent_id
    )
    SELECT id, slug, name FROM above ORDER BY step`;
}
