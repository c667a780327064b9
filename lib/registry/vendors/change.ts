import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { type NamedVendor, overtakenFields, vendorPath } from "@/lib/registry/vendors/rules";
import type { VendorChanges, VendorFields } from "@/lib/registry/vendors/schema";
import type { Prisma } from "@/prisma/generated/client";

/** One change of vendors at a time: names stay unique and ownership without circles, whoever presses at the same moment. */
export async function lockVendors(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('vendor-tree'))::text`;
}

export const stored = {
  id: true,
  slug: true,
  name: true,
  legalName: true,
  hqCountry: true,
  hqCity: true,
  countriesNotServed: true,
  notes: true,
  confidence: true,
  revision: true,
  parentId: true,
  parent: { select: { slug: true } },
  mergedInto: { select: { slug: true, name: true } },
} satisfies Prisma.VendorSelect;

export type StoredVendor = NamedVendor & { parentId: number | null; revision: number; fields: VendorFields };

/** The vendor as it is to be changed. One that was merged is changed no more. */
export async function vendorForChange(tx: Tx, slug: string): Promise<StoredVendor> {
  const found = await tx.vendor.findUnique({ where: { slug }, select: stored });
  if (!found) refuse("not-found", "registry.refusal.vendor");
  const { mergedInto, ...vendor } = found;
  if (mergedInto) refuse("conflict", "vendors.refusal.merged", { vendor: mergedInto.name, address: vendorPath(mergedInto.slug) });
  return storedVendor(vendor);
}

export function storedVendor({
  id,
  slug,
  revision,
  parentId,
  parent,
  ...own
}: Omit<Prisma.VendorGetPayload<{ select: typeof stored }>, "mergedInto">): StoredVendor {
  const fields = { ...own, countriesNotServed: [...own.countriesNotServed].sort(), parent: parent?.slug ?? null };
  return { id, slug, name: own.name, parentId, revision, fields };
}

/**
 * Says who changed the vendor since it was read, when, and per field that says something else than was sent what it says now. The audit log
 * knows: every change of a vendor wrote its event, with the new revision, in its own transaction.
 */
export async function refuseOvertaken(
  tx: Tx,
  viewer: Viewer,
  { slug, name, fields }: StoredVendor,
  read: number,
  sent: VendorChanges,
): Promise<never> {
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "vendor", subjectId: slug, action: { in: ["vendor.edited", "vendor.merged"] } },
    select: { actorName: true, at: true, after: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  const since = events.filter(({ after }) => revisionIn(after) > read);
  const changed = since.flatMap(({ after }) => Object.keys(after as object));
  const [last] = since;
  const values = last && { vendor: name, who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  const whyNot = values ? reason("vendors.overtaken.by", values) : reason("vendors.overtaken.unknown", { vendor: name });
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(fields, sent, last ? changed : null, viewer.locale) });
}

function revisionIn(after: unknown): number {
  const revision: unknown = typeof after === "object" && after !== null ? Reflect.get(after, "revision") : null;
  return typeof revision === "number" ? revision : 0;
}
