import type { IdentifierKind } from "@/prisma/generated/enums";
import { debKey } from "./deb.ts";
import { caskKey, dottedKey } from "./dotted.ts";
import { LONGEST_VERSION } from "./keys.ts";
import { pep440Key } from "./pep440.ts";
import { rpmKey } from "./rpm.ts";
import { semverKey } from "./semver.ts";

/** How versions are written and ordered. */
export const SCHEMES = ["semver", "pep440", "dotted", "cask", "deb", "rpm"] as const;
export type Scheme = (typeof SCHEMES)[number];

const KEYS: Record<Scheme, (version: string) => string | null> = {
  semver: semverKey,
  pep440: pep440Key,
  dotted: dottedKey,
  cask: caskKey,
  deb: debKey,
  rpm: rpmKey,
};

/** Null: what this kind names has no versions of its own. */
const OF_KIND: Record<IdentifierKind, Scheme | null> = {
  NPM: "semver",
  PYPI: "pep440",
  BREW_FORMULA: "cask",
  BREW_CASK: "cask",
  DEB: "deb",
  RPM: "rpm",
  WINGET: "dotted",
  VSCODE: "semver",
  JETBRAINS: "dotted",
  CHROME: "dotted",
  FIREFOX: "dotted",
  MACOS_BUNDLE: "dotted",
  MACOS_TEAM: null,
  MACOS_SIGNING: "dotted",
  WINDOWS_PROGRAM: "dotted",
  WINDOWS_PUBLISHER: null,
  MSIX: "dotted",
  PROCESS: "dotted",
  PATH: "dotted",
  DOMAIN: null,
  ENV: null,
  IP: null,
  PURL: null,
};

/** The scheme that versions of this kind follow; null for kinds that have no versions. */
export function schemeOf(kind: IdentifierKind): Scheme | null {
  return OF_KIND[kind];
}

/** True when the scheme can tell where this version stands among others. */
export function isReadable(scheme: Scheme, version: string): boolean {
  return keyOf(scheme, version) !== null;
}

function keyOf(scheme: Scheme, version: string): string | null {
  return version.length > LONGEST_VERSION ? null : KEYS[scheme](version);
}

/**
 * A string that sorts, by code unit, as the version does; equal versions have equal keys. A version that the scheme cannot read is unordered:
 * its key stands below all readable ones and sorts by its characters, so that lists always have one order. Ranges do not use that place.
 */
export function versionKey(scheme: Scheme, version: string): string {
  const key = keyOf(scheme, version);
  return key === null ? `0${version}` : `1${key}`;
}

/** Negative, zero or positive. Never throws; see `versionKey` for what cannot be read. */
export function compareVersions(scheme: Scheme, a: string, b: string): number {
  return compareKeys(versionKey(scheme, a), versionKey(scheme, b));
}

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
