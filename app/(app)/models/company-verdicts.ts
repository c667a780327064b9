import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { banFactsFor } from "@/lib/bans/queries";
import { decisionsInForce } from "@/lib/registry/queries";
import { decideVerdict, type VerdictKind } from "@/lib/registry/rules";

export type CompanyVerdict = { kind: VerdictKind; from: Date | null; zone: string | null };

/** What holds for the company as a whole, per tool. The registry does not know of bans: the page brings them. */
export async function companyVerdicts(viewer: Viewer, toolIds: readonly number[], now: Date): Promise<(toolId: number) => CompanyVerdict> {
  const [decisions, bans] = await Promise.all([decisionsInForce(toolIds), banFactsFor(viewer, toolIds, null)]);
  return (toolId) => {
    const { kind, ban } = decideVerdict({ decisions: decisions.get(toolId) ?? [], bans: bans.get(toolId) ?? [] }, null, now);
    return { kind, from: ban?.cutoffAt ?? null, zone: ban?.zone ?? null };
  };
}
