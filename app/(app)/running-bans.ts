import type { Viewer } from "@/lib/auth/viewer";
import { listBans } from "@/lib/bans/queries";
import { type BanHeadline, banHeadline } from "@/lib/compliance/queries";

const MOST = 8;

/** Bans that bind somebody now, with the counts of the viewer's own people. */
export async function runningBans(viewer: Viewer, now: Date): Promise<BanHeadline[]> {
  const { items } = await listBans(viewer, { state: "running", limit: MOST });
  const found = await Promise.all(items.map(({ id }) => banHeadline(viewer, id, null, now)));
  return found.flatMap((ban) => (ban ? [ban] : []));
}
