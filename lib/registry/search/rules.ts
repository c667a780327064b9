import { IDENTIFIER_KINDS, matchValueFor } from "@/lib/registry/identifiers";
import { type BanFact, VERDICT_OF_DECISION, VERDICTS, type VerdictKind } from "@/lib/registry/rules";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** The ban that decides on each tool, as columns for SQL. */
export type DecidingBans = { toolIds: number[]; cutoffs: Date[]; zones: string[] };

export function decidingBans(facts: ReadonlyMap<number, readonly BanFact[]>): DecidingBans {
  const found: DecidingBans = { toolIds: [], cutoffs: [], zones: [] };
  for (const [toolId, bans] of facts) {
    const [first] = bans
      .filter(({ status, applies }) => status === "PUBLISHED" && applies)
      .sort((a, b) => a.cutoffAt.getTime() - b.cutoffAt.getTime() || a.banId - b.banId);
    if (!first) continue;
    found.toolIds.push(toolId);
    found.cutoffs.push(first.cutoffAt);
    found.zones.push(first.zone);
  }
  return found;
}

/** `VERDICT_OF_DECISION` as columns, so that SQL decides by the same table. */
export const DECISION_COLUMNS = {
  statuses: Object.keys(VERDICT_OF_DECISION),
  verdicts: Object.values(VERDICT_OF_DECISION),
};

/** Worst news first. */
export const VERDICT_ORDER: readonly VerdictKind[] = VERDICTS.toReversed();

/** The forms in which what somebody typed may be an identifier, as columns of kind and compared value. */
export function identifierReadings(typed: string): { kinds: IdentifierKind[]; values: string[] } {
  return { kinds: [...IDENTIFIER_KINDS], values: IDENTIFIER_KINDS.map((kind) => matchValueFor(kind, typed)) };
}

/** The host of an address or of something that looks like a domain; null otherwise. */
export function hostOf(typed: string): string | null {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]+@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:[/?#].*)?$/i.exec(typed.trim())?.[1];
  return host?.toLowerCase() ?? null;
}

/** example.com for chat.example.com: the host and every domain above it, down to two labels. */
export function domainsAbove(host: string): string[] {
  const labels = host.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

/** For LIKE: the text somewhere, taken literally. */
export function somewhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
