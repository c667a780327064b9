import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { banFactsFor } from "@/lib/bans/queries";
import type { VerdictPerson } from "@/lib/registry/rules";
import type { VerdictScope } from "@/lib/registry/search/queries";
import { decidingBans } from "@/lib/registry/search/rules";

/** The registry does not know of bans: whoever lists tools brings them. `person` null asks for the company as a whole. */
export async function verdictScope(viewer: Viewer, person: VerdictPerson | null, now: Date): Promise<VerdictScope> {
  const facts = await banFactsFor(viewer, "all", person);
  return { person, bans: decidingBans(facts, now), now };
}
