import { type Reason, reason } from "@/lib/refusal";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { compareKeys, isReadable, type Scheme, schemeOf, versionKey } from "./schemes.ts";

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type Constraint = { comparator: Comparator; version: string };
/** A version range specifier (package-url/vers-spec). "*": every version. */
export type VersRange = { type: VersType; constraints: "*" | readonly Constraint[] };

export type Parsed = { range: VersRange } | { whyNot: Reason };

/** The types that are read, with how their versions compare; `all` and `none` compare nothing. */
const TYPES = {
  npm: "semver",
  semver: "semver",
  "vscode-extension": "semver",
  pypi: "pep440",
  brew: "cask",
  deb: "deb",
  rpm: "rpm",
  intdot: "dotted",
  "chrome-extension": "dotted",
  all: "dotted",
  none: "dotted",
} as const satisfies Record<string, Scheme>;

export type VersType = keyof typeof TYPES;
export const VERS_TYPES = Object.keys(TYPES);

/** How versions of a range of this type compare. */
export function schemeOfType(type: VersType): Scheme {
  return TYPES[type];
}

const OWN_TYPE: Partial<Record<IdentifierKind, VersType>> = {
  NPM: "npm",
  PYPI: "pypi",
  BREW_FORMULA: "brew",
  BREW_CASK: "brew",
  DEB: "deb",
  RPM: "rpm",
  VSCODE: "vscode-extension",
  CHROME: "chrome-extension",
};

/** The type in which ranges over versions of this kind are written. */
export function versTypeOf(kind: IdentifierKind): VersType {
  return OWN_TYPE[kind] ?? "intdot";
}

/** True when the range speaks of versions of this kind: 2.1.91 of a package is not 2.1.91 of an extension of the same tool. */
export function speaksOf({ type }: VersRange, kind: IdentifierKind): boolean {
  const scheme = schemeOf(kind);
  if (scheme === null) return false;
  if (type === "all" || type === "none") return true;
  return type === versTypeOf(kind) || (type === "semver" && scheme === "semver") || (type === "intdot" && TYPES.intdot === scheme);
}

const LONGEST_RANGE = 2_000;
const MOST_CONSTRAINTS = 200;

/** Reads a range in canonical form. Any other form is refused with the canonical one, as the specification demands, and never mended silently. */
export function parseVers(text: string): Parsed {
  const read = readVers(text);
  if ("whyNot" in read) return read;
  const normal = normalised(read.range);
  if ("whyNot" in normal) return normal;
  const canonical = printVers(normal.range);
  return canonical === text ? normal : { whyNot: reason("releases.vers.canonical", { canonical }) };
}

/** Reads a range whose constraints stand in any order and may say more than is needed. */
export function readVers(text: string): Parsed {
  if (text.length > LONGEST_RANGE) return { whyNot: reason("releases.vers.tooLong", { longest: LONGEST_RANGE }) };
  if (/[^\x21-\x7e]/.test(text)) return { whyNot: reason("releases.vers.characters") };
  const [, rawType = "", list] = /^vers:([a-z][a-z0-9.-]*)\/(.*)$/i.exec(text) ?? [];
  if (list === undefined) return { whyNot: reason("releases.vers.shape") };
  const type = rawType.toLowerCase();
  if (!isType(type)) return { whyNot: reason("releases.vers.type", { type, known: VERS_TYPES.join(", ") }) };
  if (list === "*") return { range: { type, constraints: "*" } };
  if (type === "all" || type === "none") return { whyNot: reason("releases.vers.onlyStar", { type }) };
  const parts = list.split("|");
  if (parts.includes("")) return { whyNot: reason("releases.vers.emptyPart") };
  if (parts.length > MOST_CONSTRAINTS) return { whyNot: reason("releases.vers.tooMany", { most: MOST_CONSTRAINTS }) };
  const constraints: Constraint[] = [];
  for (const part of parts) {
    const constraint = readConstraint(part, TYPES[type]);
    if ("key" in constraint) return { whyNot: constraint };
    constraints.push(constraint);
  }
  return { range: { type, constraints } };
}

function isType(type: string): type is VersType {
  return Object.hasOwn(TYPES, type);
}

function readConstraint(part: string, scheme: Scheme): Constraint | Reason {
  const [, sign = "", written = ""] = /^(>=|<=|!=|<|>|=|)(.*)$/.exec(part) ?? [];
  if (written === "*") return reason("releases.vers.star");
  const version = decoded(written);
  if (version === null) return reason("releases.vers.encoding", { part });
  if (version === "") return reason("releases.vers.noVersion", { part });
  const comparator = (sign || "=") as Comparator;
  // Equality needs no order: by its characters such a version can still be named.
  if (comparator !== "=" && comparator !== "!=" && !isReadable(scheme, version)) return reason("releases.vers.version", { version });
  return { comparator, version };
}

/** Null where a character that has a meaning stands unencoded, or a percent sign leads nowhere. */
function decoded(written: string): string | null {
  if (/[<>=!*]/.test(written) || /%(?![0-9a-f]{2})/i.test(written)) return null;
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
}

/** The canonical text: encoded is what has a meaning in a range or none in an address. */
export function printVers({ type, constraints }: VersRange): string {
  if (constraints === "*") return `vers:${type}/*`;
  const encoded = (version: string) =>
    version.replace(
      /[^A-Za-z0-9\-._~:@/$&'(),;+]/gu,
      (sign) => `%${Buffer.from(sign).toString("hex").toUpperCase().match(/../g)?.join("%")}`,
    );
  return `vers:${type}/${constraints.map(({ comparator, version }) => `${comparator === "=" ? "" : comparator}${encoded(version)}`).join("|")}`;
}

type Keyed = Constraint & { key: string };

function keyed({ type, constraints }: VersRange): Keyed[] {
  if (constraints === "*") return [];
  const scheme = TYPES[type];
  return constraints
    .map((constraint) => ({ ...constraint, key: versionKey(scheme, constraint.version) }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

/** Sorted, each version once, without constraints that say nothing new ("Constraints simplification"). Holds the same versions as before. */
export function normalised(range: VersRange): Parsed {
  if (range.constraints === "*") return { range };
  const unique: Keyed[] = [];
  for (const constraint of keyed(range)) {
    const last = unique.at(-1);
    if (last?.key !== constraint.key) unique.push(constraint);
    else if (last.comparator !== constraint.comparator) return { whyNot: reason("releases.vers.twice", { version: constraint.version }) };
  }
  const kept: Keyed[] = [];
  for (const constraint of unique.filter(({ comparator }) => comparator !== "!=")) {
    // What is reached from above or below already needs no second mention.
    while (isUpper(constraint) && kept.length > 0 && !isLower(kept.at(-1))) kept.pop();
    if (isUpper(constraint) || !isLower(kept.at(-1))) kept.push(constraint);
  }
  const all = [...kept, ...unique.filter(({ comparator }) => comparator === "!=")].sort((a, b) => compareKeys(a.key, b.key));
  return { range: { type: range.type, constraints: all.map(({ comparator, version }) => ({ comparator, version })) } };
}

const isUpper = (constraint: Constraint | undefined) => constraint?.comparator === "<" || constraint?.comparator === "<=";
const isLower = (constraint: Constraint | undefined) => constraint?.comparator === ">" || constraint?.comparator === ">=";

/**
 * Whether a version lies in the range; null where the scheme cannot read it, so that nobody can tell, unless the range names it by its very
 * characters or is everything. Bounds are signposts: a version is inside when the nearest one below opens or the nearest one above closes.
 */
export function contains(range: VersRange, version: string): boolean | null {
  return memberOf(range)(version);
}

/** `contains` for many versions of one range. */
export function memberOf(range: VersRange): (version: string) => boolean | null {
  if (range.constraints === "*") return () => range.type !== "none";
  const scheme = TYPES[range.type];
  const constraints = keyed(range);
  const bounds = constraints.filter((constraint) => isUpper(constraint) || isLower(constraint));
  const isOnlyExclusions = constraints.every(({ comparator }) => comparator === "!=");
  return (version) => {
    const key = versionKey(scheme, version);
    const named = constraints.filter((constraint) => constraint.key === key).map(({ comparator }) => comparator);
    if (named.includes("!=")) return false;
    if (named.some((comparator) => comparator.includes("="))) return true;
    if (!isReadable(scheme, version)) return null;
    if (isOnlyExclusions) return true;
    // At its own version "<" lies below and ">" above.
    const below = bounds.findLast((bound) => bound.key < key || (bound.key === key && isUpper(bound)));
    const above = bounds.find((bound) => bound.key > key || (bound.key === key && isLower(bound)));
    return isLower(below) || isUpper(above);
  };
}
