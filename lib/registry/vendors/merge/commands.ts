import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuseIf } from "@/lib/refusal";
import { lockVendors, refuseOvertaken, type StoredVendor, vendorForChange } from "@/lib/registry/vendors/change";
import { mergedFacts, whyNotMerge } from "@/lib/registry/vendors/merge/rules";
import { ownersOf, vendorMeant } from "@/lib/registry/vendors/resolve";
import type { MergeVendor } from "@/lib/registry/vendors/schema";

export type Moved = { tools: number; families: number; vendors: number; events: number };
export type MergedVendor = {
  id: number;
  slug: string;
  name: string;
  revision: number;
  mergedFrom: { slug: string; name: string };
  moved: Moved;
};

/** Everything that points at the vendor points at the other; it stays as an address that leads on. */
export async function mergeVendors(viewer: Viewer, input: MergeVendor & { slug: string }, now: Date): Promise<MergedVendor> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    await lockVendors(tx);
    const loser = await vendorForChange(tx, input.slug);
    const winner = await vendorForChange(tx, (await vendorMeant(tx, input.into, "into")).slug);
    refuseIf("conflict", whyNotMerge(loser, winner, await ownersOf(tx, winner.id)));
    await refuseUnread(tx, viewer, loser, input.revision);
    await refuseUnread(tx, viewer, winner, input.intoRevision);
    const { fields, filled } = mergedFacts(named(winner), named(loser), slugsOf(await ownersOf(tx, loser.id)));
    const moved = await moveTo(tx, winner, loser);
    const { parent, ...own } = fields;
    const parentId = filled.includes("parent") ? loser.parentId : winner.parentId;
    await tx.vendor.update({ where: { id: winner.id }, data: { ...own, parentId, revision: { increment: 1 } }, select: { id: true } });
    const from = { slug: loser.slug, name: loser.name };
    const revision = winner.revision + 1;
    const taken = Object.fromEntries(filled.map((field) => [field, field === "parent" ? parent : fields[field]]));
    const before = Object.fromEntries(filled.map((field) => [field, winner.fields[field]]));
    const event = { action: "vendor.merged", subjectKind: "vendor", reason: input.reason } as const;
    await recordAudit(
      tx,
      viewer,
      { ...event, subjectId: winner.slug, before, after: { ...taken, from: loser.slug, moved, revision } },
      now,
    );
    const gone = { into: winner.slug, moved, revision: loser.revision + 1 };
    await recordAudit(tx, viewer, { ...event, subjectId: loser.slug, before: loser.fields, after: gone }, now);
    return { id: winner.id, slug: winner.slug, name: winner.name, revision, mergedFrom: from, moved };
  });
}

async function refuseUnread(tx: Tx, viewer: Viewer, vendor: StoredVendor, read: number | undefined): Promise<void> {
  if (read !== undefined && read !== vendor.revision) await refuseOvertaken(tx, viewer, vendor, read, {});
}

const named = ({ slug, fields }: StoredVendor) => ({ ...fields, slug });
const slugsOf = (vendors: readonly { slug: string }[]) => vendors.map(({ slug }) => slug);

async function moveTo(tx: Tx, winner: StoredVendor, loser: StoredVendor): Promise<Moved> {
  // Whoever is about to point at the loser holds it (`of_living_vendor`): after this lock they have all finished, or wait and follow.
  await tx.$queryRaw`SELECT id FROM vendor WHERE id IN (${loser.id}, ${winner.id}) ORDER BY id FOR UPDATE`;
  // First, so that no vendor is ever below itself on the way.
  if (winner.parentId === loser.id) await tx.$executeRaw`UPDATE vendor SET parent_id = ${loser.parentId} WHERE id = ${winner.id}`;
  const vendors = await tx.$executeRaw`UPDATE vendor SET parent_id = ${winner.id}, revision = revision + 1 WHERE parent_id = ${loser.id}`;
  const tools =
    await tx.$executeRaw`UPDATE tool SET vendor_id = ${winner.id}, revision = revision + 1 WHERE vendor_id = ${loser.id} AND merged_into_id IS NULL`;
  await tx.$executeRaw`UPDATE tool SET vendor_id = ${winner.id} WHERE vendor_id = ${loser.id}`;
  const families =
    await tx.$executeRaw`UPDATE model_family SET vendor_id = ${winner.id}, revision = revision + 1 WHERE vendor_id = ${loser.id}`;
  const events = await tx.$executeRaw`UPDATE vendor_event SET vendor_id = ${winner.id} WHERE vendor_id = ${loser.id}`;
  await tx.$executeRaw`UPDATE vendor SET merged_into_id = ${winner.id} WHERE merged_into_id = ${loser.id}`;
  await tx.$executeRaw`
    UPDATE vendor SET merged_into_id = ${winner.id}, parent_id = NULL, revision = revision + 1 WHERE id = ${loser.id}`;
  return { tools, families, vendors, events };
}
