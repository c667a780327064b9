import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import { inField, refuse } from "@/lib/refusal";
import { vendorForChange } from "@/lib/registry/vendors/change";
import { whyNotDay } from "@/lib/registry/vendors/events/rules";
import type { RecordEvent } from "@/lib/registry/vendors/events/schema";

export async function recordVendorEvent(
  viewer: Viewer,
  { slug, ...event }: RecordEvent & { slug: string },
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const vendor = await vendorForChange(tx, slug);
    const whyNot = whyNotDay(event.happenedOn, viewer.zone, now);
    if (whyNot) throw inField("happenedOn", whyNot);
    const recorded = {
      ...event,
      happenedOn: new Date(event.happenedOn),
      vendorId: vendor.id,
      recordedById: viewer.personId,
      recordedAt: now,
    };
    const { id } = await tx.vendorEvent.create({ data: recorded, select: { id: true } });
    const audit = { action: "vendor.event-recorded", subjectKind: "vendor", subjectId: slug, after: { id, ...event } } as const;
    await recordAudit(tx, viewer, audit, now);
    return { id };
  });
}

/** The audit log keeps what it said. */
export async function removeVendorEvent(
  viewer: Viewer,
  { slug, id, reason }: { slug: string; id: number; reason: string },
  now: Date,
): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const vendor = await vendorForChange(tx, slug);
    const [gone] = await tx.$queryRaw<{ said: Record<string, string | null> }[]>`
      DELETE FROM vendor_event WHERE id = ${id} AND vendor_id = ${vendor.id} RETURNING jsonb_build_object('id', id, 'kind', kind,
        'happenedOn', happened_on, 'title', title, 'details', details, 'source', source, 'sourceUrl', source_url) AS said`;
    if (!gone) refuse("not-found", "vendors.refusal.event");
    const audit = { action: "vendor.event-removed", subjectKind: "vendor", subjectId: slug, before: gone.said, reason } as const;
    await recordAudit(tx, viewer, audit, now);
  });
}
