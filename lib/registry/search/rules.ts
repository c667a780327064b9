import { IDENTIFIER_KINDS, matchValueFor } from "@/lib/registry/identifiers";
import { type BanFact, bindingBans, VERDICT_OF_DECISION, VERDICTS, type VerdictKind } from "@/lib/registry/rules";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** The ban that decides on each tool, or the end of the exemption from it, as columns for SQL: exactly one of the two is there. */
export type DecidingBans = { toolIds: number[]; cutoffs: (Date | null)[]; zones: (string | null)[]; exemptions: (Date | null)[] };

export function decidingBans(facts: ReadonlyMap<number, readonly BanFact[]>, now: Date): DecidingBans {
  const found: DecidingBans = { toolIds: [], cutoffs: [], zones: [], exemptions: [] };
  for (const [toolId, bans] of facts) {
    const { ban, exemption } = bindingBans(bans, now);
    if (!ban && !exemption) continue;
    found.toolIds.push(toolId);
    found.cutoffs.push(ban?.cutoffAt ?? null);
    found.zones.push(ban?.zone ?? null);
    found.exemptions.push(ban ? null : (exemption?.until ?? null));
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
