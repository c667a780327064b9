import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { inField, Refusal, reason } from "@/lib/refusal";
import { slugOf } from "@/lib/registry/tools/rules";
import { lockVendors, refuseOvertaken, vendorForChange } from "@/lib/registry/vendors/change";
import { ownersOf, vendorMeant } from "@/lib/registry/vendors/resolve";
import { differences, isReservedSlug, type NamedVendor, vendorPath, whyNotParent } from "@/lib/registry/vendors/rules";
import type { CreateVendor, EditVendor, VendorFilters } from "@/lib/registry/vendors/schema";

export type SavedVendor = { id: number; slug: string; revision: number };

export async function createVendor(viewer: Viewer, { slug: given, ...fields }: CreateVendor, now: Date): Promise<SavedVendor> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    await lockVendors(tx);
    await refuseTakenNames(tx, fields, null);
    const slug = await freeSlug(tx, given, fields.name);
    const { parent: word, ...own } = fields;
    const parent = word === null ? null : await vendorMeant(tx, word, "parent");
    const { id } = await tx.vendor.create({ data: { ...own, slug, parentId: parent?.id ?? null }, select: { id: true } });
    const after = { ...own, slug, parent: parent?.slug ?? null, revision: 1 };
    await recordAudit(tx, viewer, { action: "vendor.created", subjectKind: "vendor", subjectId: slug, after }, now);
    return { id, slug, revision: 1 };
  });
}

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editVendor(viewer: Viewer, { slug, revision, changes }: EditVendor, now: Date): Promise<SavedVendor> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    await lockVendors(tx);
    const vendor = await vendorForChange(tx, slug);
    const parent = changes.parent ? await vendorMeant(tx, changes.parent, "parent") : null;
    const meant = { ...changes, ...(parent ? { parent: parent.slug } : {}) };
    if (revision !== undefined && revision !== vendor.revision) await refuseOvertaken(tx, viewer, vendor, revision, meant);
    const { before, after } = differences(vendor.fields, meant);
    const saved = { id: vendor.id, slug, revision: vendor.revision + 1 };
    if (Object.keys(after).length === 0) return { ...saved, revision: vendor.revision };
    await refuseTakenNames(tx, after, vendor.id);
    if (parent && after.parent) await refuseCircle(tx, vendor, parent);
    const { parent: _parent, ...own } = after;
    const data = { ...own, ...("parent" in after ? { parentId: parent?.id ?? null } : {}), revision: { increment: 1 } };
    // The catalogue writes without the lock of vendors.
    const { count } = await tx.vendor.updateMany({ where: { id: vendor.id, revision: vendor.revision }, data });
    if (count === 0) await refuseOvertaken(tx, viewer, vendor, vendor.revision, meant);
    const event = { action: "vendor.edited", subjectKind: "vendor", subjectId: slug } as const;
    await recordAudit(tx, viewer, { ...event, before, after: { ...after, revision: saved.revision } }, now);
    return saved;
  });
}

async function refuseCircle(tx: Tx, vendor: NamedVendor, parent: NamedVendor): Promise<void> {
  const whyNot = whyNotParent(vendor, parent, await ownersOf(tx, parent.id));
  if (whyNot) throw new Refusal("conflict", whyNot, { fields: { parent: whyNot } });
}

/** The slug that was asked for, or one made of the name. Addresses of merged vendors are kept too: they lead on. */
async function freeSlug(tx: Tx, given: string | undefined, name: string): Promise<string> {
  const slug = given ?? slugOf(name);
  if (slug === null) throw inField("slug", reason("vendors.field.slugNeeded", { name }));
  if (isReservedSlug(slug)) throw inField("slug", reason("vendors.field.slugReserved", { slug }));
  const holder = await tx.vendor.findUnique({ where: { slug }, select: { slug: true, name: true } });
  if (!holder) return slug;
  const whyNot = reason("vendors.field.slugTaken", { vendor: holder.name, address: vendorPath(slug) });
  throw new Refusal("conflict", reason("vendors.refusal.taken"), { fields: { slug: whyNot } });
}

type Holder = { slug: string; name: string; merged: string | null };

/** Names that differ only in case, spaces, dots and hyphens are the same. What was merged into the vendor itself is its own. */
async function refuseTakenNames(
  tx: Tx,
  { name, legalName }: { name?: string; legalName?: string | null },
  exceptId: number | null,
): Promise<void> {
  for (const [field, given] of Object.entries({ name, legalName })) {
    if (!given) continue;
    const [holder] = await tx.$queryRaw<Holder[]>`
      WITH folded AS (SELECT regexp_replace(lower(${given}), '[\\s._-]+', '', 'g') AS name)
      SELECT living.slug, living.name, CASE WHEN v.id <> living.id THEN v.name END AS merged
      FROM folded f, vendor v JOIN vendor living ON living.id = coalesce(v.merged_into_id, v.id)
      WHERE f.name <> '' AND f.name IN (CASE WHEN ${field === "name"} THEN regexp_replace(lower(v.name), '[\\s._-]+', '', 'g') END,
          regexp_replace(lower(v.legal_name), '[\\s._-]+', '', 'g'))
        AND living.id IS DISTINCT FROM ${exceptId}::int
      ORDER BY v.merged_into_id IS NOT NULL, v.id LIMIT 1`;
    if (!holder) continue;
    const values = { name: given, vendor: holder.name, address: vendorPath(holder.slug) };
    const whyNot = reason(holder.merged ? "vendors.field.nameMerged" : "vendors.field.nameTaken", values);
    throw new Refusal("conflict", reason("vendors.refusal.taken"), { fields: { [field]: whyNot } });
  }
}

/** Before the list goes out as a file. */
export async function recordVendorExport(viewer: Viewer, filters: VendorFilters, now: Date): Promise<void> {
  must(viewer, "registry:read");
  const event = { action: "registry.exported", subjectKind: "registry", subjectId: "vendors", after: { ...filters } } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}
