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

/** As the database keeps names (`folded` there): full-width letters as half-width ones, whatever the case, with single spaces. */
export function folded(words: string): string {
  // One letter for one, as there: İ would become two.
  return words.normalize("NFKC").replaceAll("İ", "i").toLowerCase().replace(/\s+/g, " ").trim();
}

/** As the database keeps names besides (`squashed` there): without what some write between words and others do not. */
export function squashed(words: string): string {
  return folded(words).replace(/[\s[\]_./\\:·•・|,;()'"“”‘’「」《》、。-]+/g, "");
}

/** What was typed, by its words. What holds an identifier together holds a word together. */
export function wordsOf(typed: string): string[] {
  return [...new Set(folded(typed).split(/[\s|,;·•・、，]+/))].filter((word) => word !== "").slice(0, 8);
}

export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** The forms in which what somebody typed may be an identifier, as columns of kind and compared value. */
export function identifierReadings(typed: string): { kinds: IdentifierKind[]; values: string[] } {
  const asked = typed.normalize("NFKC");
  const listed = listedPackage(asked);
  // The rest of an address is no name: example.com/cursor is not the cask called cursor.
  const kinds = hostOf(asked) && asked.includes("/") ? [] : IDENTIFIER_KINDS;
  const readings: [IdentifierKind, string][] = listed ? [listed] : kinds.map((kind) => [kind, asked]);
  return { kinds: readings.map(([kind]) => kind), values: readings.map(([kind, value]) => matchValueFor(kind, value)) };
}

/** Pages on which a package is shown, and what of their address names it. */
const LISTINGS: readonly [IdentifierKind, RegExp][] = [
  ["NPM", /^(?:www\.)?npmjs\.com\/package\/((?:@[^/?#]+\/)?[^/?#]+)/],
  ["PYPI", /^pypi\.org\/project\/([^/?#]+)/],
  ["BREW_FORMULA", /^formulae\.brew\.sh\/formula\/([^/?#]+)/],
  ["BREW_CASK", /^formulae\.brew\.sh\/cask\/([^/?#]+)/],
  ["VSCODE", /^marketplace\.visualstudio\.com\/items\?itemName=([^&#]+)/],
  ["VSCODE", /^open-vsx\.org\/extension\/([^/?#]+\/[^/?#]+)/],
  ["CHROME", /^(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore)\/detail\/(?:[^/?#]+\/)?([a-p]{32})/],
];

/** The package that an address of a public list names. */
function listedPackage(typed: string): [IdentifierKind, string] | null {
  const address = typed.trim().replace(/^https?:\/\//i, "");
  for (const [kind, pattern] of LISTINGS) {
    const found = pattern.exec(address)?.[1];
    if (found) return [kind, kind === "VSCODE" ? found.replace("/", ".") : found];
  }
  return null;
}

/** The host of an address or of something that looks like a domain; null otherwise. */
export function hostOf(typed: string): string | null {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]+@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d+)?(?:[/?#].*)?$/i.exec(
    typed.normalize("NFKC").trim(),
  )?.[1];
  return host?.toLowerCase() ?? null;
}

/** example.com for chat.example.com: the host and every domain above it, down to two labels. */
export function domainsAbove(host: string): string[] {
  const labels = host.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

/** For LIKE: the text itself, whatever its signs mean there. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** For LIKE: the text somewhere, taken literally. */
export function somewhere(text: string): string {
  return `%${literally(text)}%`;
}
