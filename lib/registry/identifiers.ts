import type { IdentifierKind } from "@/prisma/generated/enums";

/** In the order of the database's enum. The position is the bit in `Report.kinds`, so new kinds are appended, never inserted. */
export const IDENTIFIER_KINDS = [
  "NPM",
  "PYPI",
  "BREW_FORMULA",
  "BREW_CASK",
  "DEB",
  "RPM",
  "WINGET",
  "VSCODE",
  "JETBRAINS",
  "CHROME",
  "FIREFOX",
  "MACOS_BUNDLE",
  "MACOS_TEAM",
  "MACOS_SIGNING",
  "WINDOWS_PROGRAM",
  "WINDOWS_PUBLISHER",
  "MSIX",
  "PROCESS",
  "PATH",
  "DOMAIN",
  "ENV",
  "IP",
  "PURL",
] as const satisfies readonly IdentifierKind[];

/** The kind's own bit: 1 for NPM, 2 for PYPI, 4 for BREW_FORMULA … */
export function kindBit(kind: IdentifierKind): number {
  return 1 << IDENTIFIER_KINDS.indexOf(kind);
}

export function kindsToBits(kinds: Iterable<IdentifierKind>): number {
  let bits = 0;
  for (const kind of kinds) bits |= kindBit(kind);
  return bits;
}

export function bitsToKinds(bits: number): IdentifierKind[] {
  return IDENTIFIER_KINDS.filter((kind) => (bits & kindBit(kind)) !== 0);
}

/**
 * How an identifier of this kind is compared: the catalogue's value and the value an inventory reports fold to the same string, or they
 * are not the same thing. Display names are never identifiers.
 */
export function matchValueFor(kind: IdentifierKind, value: string): string {
  return FOLDS[kind](value.trim());
}

/** JetBrains inventories carry no plugin id, so a plugin is known by who publishes it and what it is called there. */
export function jetbrainsMatchValue({ vendor, name }: { vendor: string; name: string }): string {
  return `${inOneLine(vendor)}/${inOneLine(name)}`.toLowerCase();
}

const asPublished = (value: string) => value;
const lower = (value: string) => value.toLowerCase();
const inOneLine = (value: string) => value.trim().replace(/\s+/g, " ");

const FOLDS: Record<IdentifierKind, (value: string) => string> = {
  NPM: lower,
  PYPI: pythonName,
  BREW_FORMULA: brewName,
  BREW_CASK: brewName,
  // dpkg writes the architecture behind a colon.
  DEB: (value) => value.toLowerCase().replace(/:[^:]*$/, ""),
  RPM: asPublished,
  // Store ids are noted with their source behind them: "9NT1R1C2HH7J (msstore)".
  WINGET: (value) => value.toLowerCase().replace(/\s*\([^)]*\)$/, ""),
  VSCODE: lower,
  JETBRAINS: lower,
  CHROME: lower,
  FIREFOX: asPublished,
  MACOS_BUNDLE: lower,
  MACOS_TEAM: lower,
  MACOS_SIGNING: lower,
  WINDOWS_PROGRAM: (value) => inOneLine(value).toLowerCase(),
  WINDOWS_PUBLISHER: publisherName,
  MSIX: packageFamily,
  PROCESS: processName,
  PATH: pathPattern,
  DOMAIN: (value) => value.toLowerCase().replace(/\.$/, ""),
  ENV: asPublished,
  IP: lower,
  PURL: packageUrl,
};

/** PEP 503. */
function pythonName(value: string): string {
  return value.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Homebrew lists what is installed without its tap. */
function brewName(value: string): string {
  return value.toLowerCase().slice(value.lastIndexOf("/") + 1);
}

/** The common name of a certificate subject, or the publisher as Windows lists it. */
function publisherName(value: string): string {
  const common = /(?:^|,\s*)CN=(?:"([^"]*)"|([^,]*))/i.exec(value);
  return inOneLine(common?.[1] ?? common?.[2] ?? value).toLowerCase();
}

/** A full package name (name_version_architecture_resource_publisher) folds to its family (name_publisher). */
function packageFamily(value: string): string {
  const parts = value.toLowerCase().split("_");
  return parts.length === 5 ? `${parts[0]}_${parts[4]}` : parts.join("_");
}

/** Case tells programs apart here (`claude` is the command, `Claude` the application), except on Windows. */
function processName(value: string): string {
  return /\.exe$/i.test(value) ? value.toLowerCase() : value;
}

/** Home folders become `~`, roaming and local data their Windows variable, a folder named after a version `<version>`. */
function pathPattern(value: string): string {
  return value
    .toLowerCase()
    .replaceAll("\\", "/")
    .replace(/^(?:\/users\/[^/]+|\/home\/[^/]+|\/(?:var\/)?root|[a-z]:\/users\/[^/]+|%userprofile%|\$home)(?=\/|$)/, "~")
    .replace(/^~\/appdata\/local(?=\/|$)/, "%localappdata%")
    .replace(/^~\/appdata\/roaming(?=\/|$)/, "%appdata%")
    .replace(/(?<=\/versions\/)\d+(?:\.\d+)+[^/]*(?=\/|$)/, "<version>")
    .replace(/(?<=[^/])\/+$/, "");
}

/** purl equality here ignores version, qualifiers and subpath. */
function packageUrl(value: string): string {
  const bare = value.replace(/[?#].*$/, "").replace(/(?<=\/[^/]*[^/@])@[^/@]*$/, "");
  const [, type, path] = /^pkg:\/*([^/]+)\/(.+)$/i.exec(bare) ?? [];
  if (type === undefined || path === undefined) return bare.toLowerCase();
  const name = decoded(path).toLowerCase();
  return `pkg:${type.toLowerCase()}/${(type.toLowerCase() === "pypi" ? pythonName(name) : name).replaceAll("@", "%40")}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
