import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { inField, Refusal, reason, refuse } from "@/lib/refusal";
import { familyDifferences, familySlug, overtakenFields, whyNotSlug } from "@/lib/registry/models/rules";
import type { CreateFamily, EditFamily, FamilyFields } from "@/lib/registry/models/schema";
import { vendorMeant } from "@/lib/registry/vendors/resolve";

export type SavedFamily = { id: number; slug: string; revision: number };

export async function createFamily(viewer: Viewer, { slug: given, ...input }: CreateFamily, now: Date): Promise<SavedFamily> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const vendor = await vendorMeant(tx, input.vendor, "vendor");
    const slug = given ?? familySlug(input.name, vendor.slug);
    if (slug === null) throw inField("slug", reason("models.field.slugNeeded", { name: input.name }));
    const whyNot = whyNotSlug(slug);
    if (whyNot) throw inField("slug", whyNot);
    const taken = await tx.modelFamily.findUnique({ where: { slug }, select: { name: true } });
    if (taken) throw slugTaken(slug, taken.name);
    const { vendor: _vendor, ...own } = input;
    const { id } = await tx.modelFamily
      .create({ data: { ...own, slug, vendorId: vendor.id }, select: { id: true } })
      .catch((error: unknown) => {
        if (broke(error, "model_family_slug_key")) throw slugTaken(slug, input.name);
        throw error;
      });
    const after = { ...input, vendor: vendor.slug, revision: 1 };
    await recordAudit(tx, viewer, { action: "family.created", subjectKind: "family", subjectId: slug, after }, now);
    return { id, slug, revision: 1 };
  });
}

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editFamily(viewer: Viewer, { slug, revision, changes }: EditFamily, now: Date): Promise<SavedFamily> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const family = await familyForChange(tx, slug);
    const vendor = changes.vendor === undefined ? null : await vendorMeant(tx, changes.vendor, "vendor");
    const meant = { ...changes, ...(vendor ? { vendor: vendor.slug } : {}) };
    if (revision !== undefined && revision !== family.revision) await refuseOvertaken(tx, viewer, family, meant);
    const { before, after } = familyDifferences(family.fields, meant);
    if (Object.keys(after).length === 0) return { id: family.id, slug, revision: family.revision };
    const { vendor: changedVendor, ...own } = after;
    const data = { ...own, ...(changedVendor !== undefined && vendor ? { vendorId: vendor.id } : {}), revision: { increment: 1 } };
    const { count } = await tx.modelFamily.updateMany({ where: { id: family.id, revision: family.revision }, data });
    if (count === 0) await refuseOvertaken(tx, viewer, await familyForChange(tx, slug), meant);
    const next = family.revision + 1;
    const event = { action: "family.edited", subjectKind: "family", subjectId: slug } as const;
    await recordAudit(tx, viewer, { ...event, before, after: { ...after, revision: next } }, now);
    return { id: family.id, slug, revision: next };
  });
}

type Stored = { id: number; slug: string; revision: number; fields: FamilyFields };

async function familyForChange(tx: Tx, slug: string): Promise<Stored> {
  const found = await tx.modelFamily.findUnique({
    where: { slug },
    select: {
      id: true,
      revision: true,
      name: true,
      openWeights: true,
      licence: true,
      notes: true,
      confidence: true,
      vendor: { select: { slug: true } },
    },
  });
  if (!found) refuse("not-found", "models.refusal.family");
  const { id, revision, vendor, ...own } = found;
  return { id, slug, revision, fields: { ...own, vendor: vendor.slug } };
}

/** Says who changed the family since it was read, when, and per field that says something else than was sent what it says now. */
async function refuseOvertaken(tx: Tx, viewer: Viewer, { slug, fields }: Stored, sent: EditFamily["changes"]): Promise<never> {
  const last = await tx.auditEvent.findFirst({
    where: { subjectKind: "family", subjectId: slug },
    select: { actorName: true, at: true },
    orderBy: { id: "desc" },
  });
  const whyNot = last
    ? reason("models.overtaken.by", { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) })
    : reason("models.overtaken.unknown");
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(fields, sent) });
}

function slugTaken(slug: string, name: string): Refusal {
  const fields = { slug: reason("models.field.slugTaken", { name, address: `/models/${slug}` }) };
  return new Refusal("conflict", reason("models.refusal.taken", { name }), { fields });
}
