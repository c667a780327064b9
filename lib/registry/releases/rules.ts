import { type Reason, reason } from "@/lib/refusal";
import { IDENTIFIER_KINDS } from "@/lib/registry/identifiers";
import { compareKeys, isReadable, type Scheme, schemeOf, versionKey } from "@/lib/registry/versions/schemes";
import { memberOf, type Parsed, parseVers, speaksOf, type VersRange } from "@/lib/registry/versions/vers";
import type { IdentifierKind } from "@/prisma/generated/enums";

export type Versioned = { kind: IdentifierKind; version: string };

/** The scheme of a kind that has releases. */
function schemeFor(kind: IdentifierKind): Scheme {
  return schemeOf(kind) ?? "dotted";
}

/** Kinds in their fixed order, because versions of different kinds do not compare; within a kind the newest first, what cannot be read last. */
export function newestFirst<Row extends Versioned>(rows: readonly Row[]): Row[] {
  return rows
    .map((row) => ({ row, rank: rankOf(row) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ row }) => row);
}

type Rank = { kind: number; key: string; version: string };

function rankOf({ kind, version }: Versioned): Rank {
  return { kind: IDENTIFIER_KINDS.indexOf(kind), key: versionKey(schemeFor(kind), version), version };
}

function compareRanks(a: Rank, b: Rank): number {
  // Equal versions may be spelt differently; their characters keep the order one.
  return a.kind - b.kind || compareKeys(b.key, a.key) || compareKeys(b.version, a.version);
}

/** The rows that come after this one, whether it still exists or not. */
export function rowsAfter<Row extends Versioned>(sorted: readonly Row[], last: Versioned): Row[] {
  const rank = rankOf(last);
  return sorted.filter((row) => compareRanks(rankOf(row), rank) > 0);
}

/** For each release whether it is inside: true, false, or null where nobody can tell (another ecosystem, an unreadable version). */
export function insideOf(range: VersRange): (release: Versioned) => boolean | null {
  const isMember = memberOf(range);
  return ({ kind, version }) => (speaksOf(range, kind) ? isMember(version) : null);
}

/** A range as somebody asks for it. Unlike the specification it may not name versions that nobody can read: "^1.2" would quietly match nothing. */
export function rangeAsked(text: string): Parsed {
  const parsed = parseVers(text);
  if ("whyNot" in parsed || parsed.range.constraints === "*") return parsed;
  const probe = memberOf({ ...parsed.range, constraints: [{ comparator: "<", version: "0" }] });
  const unread = parsed.range.constraints.find(({ version }) => probe(version) === null);
  return unread ? { whyNot: reason("releases.vers.version", { version: unread.version }) } : parsed;
}

/** Package registries take nothing but readable versions, so anything else is a slip; what applications call themselves is theirs to choose. */
export function whyNotVersion({ kind, version }: Versioned): Reason | null {
  const scheme = schemeFor(kind);
  if (scheme === "dotted" || scheme === "cask" || isReadable(scheme, version)) return null;
  return reason("releases.whyNot.version", { version, scheme });
}

const DAY_MS = 86_400_000;

/** A day ahead is allowed: somewhere it has begun already. */
export function whyNotPublished(publishedAt: Date | null, now: Date): Reason | null {
  return publishedAt && publishedAt.getTime() > now.getTime() + DAY_MS ? reason("releases.whyNot.future") : null;
}

export function whyNotWithdraw({ isWithdrawn }: { isWithdrawn: boolean }): Reason | null {
  return isWithdrawn ? reason("releases.whyNot.withdrawn") : null;
}

export function whyNotReinstate({ isWithdrawn }: { isWithdrawn: boolean }): Reason | null {
  return isWithdrawn ? null : reason("releases.whyNot.notWithdrawn");
}

type Named = { kind: IdentifierKind; value: string };

/** Every kind with versions, those of the tool's own identifiers first. */
export function kindsFirst(identifiers: readonly Named[]): IdentifierKind[] {
  const own = new Set(identifiers.map(({ kind }) => kind));
  const kinds = IDENTIFIER_KINDS.filter((kind) => schemeOf(kind) !== null);
  return [...kinds.filter((kind) => own.has(kind)), ...kinds.filter((kind) => !own.has(kind))];
}

/** Kinds that files of releases can be about. */
const KINDS_OF_FILES: readonly IdentifierKind[] = ["NPM", "PYPI", "DEB", "RPM", "VSCODE"];

/** The tool's identifiers that a file of releases can be about. */
export function packagesFor(identifiers: readonly Named[]): string[] {
  return identifiers.filter(({ kind }) => KINDS_OF_FILES.includes(kind)).map(({ value }) => value);
}
