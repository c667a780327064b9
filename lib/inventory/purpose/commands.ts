import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import type { SetPurpose } from "@/lib/inventory/purpose/schema";
import { refuse } from "@/lib/refusal";

/** Says what a device is there for. */
export async function setPurpose(viewer: Viewer, { id, purpose }: SetPurpose & { id: number }, now: Date): Promise<void> {
  must(viewer, "inventory:write");
  await inTransaction(async (tx) => {
    const [device] = await tx.$queryRaw<{ purpose: string | null }[]>`SELECT purpose::text FROM device WHERE id = ${id} FOR UPDATE`;
    if (!device) refuse("not-found", "http.refusal.notFound");
    if (device.purpose === purpose) return;
    await tx.device.update({ where: { id }, data: { purpose }, select: { id: true } });
    const event = {
      action: "device.purpose-set",
      subjectKind: "device",
      subjectId: id,
      before: { purpose: device.purpose },
      after: { purpose },
    } as const;
    await recordAudit(tx, viewer, event, now);
  });
}
