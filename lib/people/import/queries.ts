import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

/** What a people file still waits for: how many absent people there are to confirm; null when nothing waits. */
export async function absentToConfirm(viewer: Viewer, importId: number): Promise<number | null> {
  must(viewer, "imports:read");
  const found = await db.import.findFirst({
    where: { id: importId, kind: "PEOPLE", status: "AWAITING_CONFIRMATION" },
    select: { absent: true },
  });
  return found?.absent ?? null;
}
