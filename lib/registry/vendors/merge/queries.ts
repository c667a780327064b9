import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import type { Reason } from "@/lib/refusal";
import { vendorForChange } from "@/lib/registry/vendors/change";
import type { Moved } from "@/lib/registry/vendors/merge/commands";
import { type MergedFacts, mergedFacts, whyNotMerge } from "@/lib/registry/vendors/merge/rules";
import { ownersOf } from "@/lib/registry/vendors/resolve";
import type { VendorFields } from "@/lib/registry/vendors/schema";

export type MergeSide = { slug: string; name: string; revision: number; fields: VendorFields };
export type MergePreview = { loser: MergeSide; winner: MergeSide; moves: Moved; facts: MergedFacts; whyNot: Reason | null };

/** What a merge would do, by the rules it follows. */
export async function previewMerge(viewer: Viewer, { slug, into }: { slug: string; into: string }): Promise<MergePreview> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const loser = await vendorForChange(tx, slug);
    const winner = await vendorForChange(tx, into);
    const above = await ownersOf(tx, winner.id);
    const loserOwners = (await ownersOf(tx, loser.id)).map((owner) => owner.slug);
    const [moves] = await tx.$queryRaw<[Moved]>`
      SELECT (SELECT count(*)::int FROM tool WHERE vendor_id = ${loser.id} AND merged_into_id IS NULL) AS tools,
        (SELECT count(*)::int FROM model_family WHERE vendor_id = ${loser.id}) AS families,
        (SELECT count(*)::int FROM vendor WHERE parent_id = ${loser.id} AND id <> ${winner.id}) AS vendors,
        (SELECT count(*)::int FROM vendor_event WHERE vendor_id = ${loser.id}) AS events`;
    const side = ({ name, revision, fields, slug: own }: typeof loser): MergeSide => ({ slug: own, name, revision, fields });
    const facts = mergedFacts({ ...winner.fields, slug: winner.slug }, { ...loser.fields, slug: loser.slug }, loserOwners);
    return { loser: side(loser), winner: side(winner), moves, facts, whyNot: whyNotMerge(loser, winner, above) };
  });
}
