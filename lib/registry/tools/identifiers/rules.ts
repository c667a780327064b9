import { type Reason, reason } from "@/lib/refusal";
import { jetbrainsMatchValue, matchValueFor } from "@/lib/registry/identifiers";
import type { DevicePlatform, IdentifierKind } from "@/prisma/generated/enums";

type Given = { kind: IdentifierKind; value: string; pluginVendor?: string | undefined; pluginName?: string | undefined };

/** What the value is compared as. A JetBrains plugin is compared by how the marketplace lists it, since inventories carry no plugin id. */
export function matchValueOf({ kind, value, pluginVendor, pluginName }: Given): string {
  return kind === "JETBRAINS" && pluginVendor && pluginName
    ? jetbrainsMatchValue({ vendor: pluginVendor, name: pluginName })
    : matchValueFor(kind, value);
}

const PLATFORMS: Partial<Record<IdentifierKind, DevicePlatform[]>> = {
  BREW_FORMULA: ["MACOS", "LINUX"],
  BREW_CASK: ["MACOS"],
  DEB: ["LINUX"],
  RPM: ["LINUX"],
  WINGET: ["WINDOWS"],
  MACOS_BUNDLE: ["MACOS"],
  MACOS_TEAM: ["MACOS"],
  MACOS_SIGNING: ["MACOS"],
  WINDOWS_PROGRAM: ["WINDOWS"],
  WINDOWS_PUBLISHER: ["WINDOWS"],
  MSIX: ["WINDOWS"],
};

/** The platforms on which something of this kind can be; empty: any. */
export function platformsOf(kind: IdentifierKind): readonly DevicePlatform[] {
  return PLATFORMS[kind] ?? [];
}

const NEVER_SEEN: readonly IdentifierKind[] = ["MACOS_TEAM", "WINDOWS_PUBLISHER", "DOMAIN", "ENV", "IP", "PURL"];

/** These describe a tool and never name a piece of software by themselves: `match_software` says the same. */
export function namesSoftware(kind: IdentifierKind): boolean {
  return !NEVER_SEEN.includes(kind);
}

const SHAPES: Partial<Record<IdentifierKind, RegExp>> = {
  NPM: /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i,
  PYPI: /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i,
  VSCODE: /^[a-z0-9-]+\.[a-z0-9._-]+$/i,
  CHROME: /^[a-p]{32}$/i,
  MACOS_TEAM: /^[a-z0-9]{10}$/i,
  MACOS_BUNDLE: /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i,
  // A star stands for one or more labels.
  DOMAIN: /^([a-z0-9_-]+|\*)(\.([a-z0-9_-]+|\*))*\.[a-z][a-z0-9-]+\.?$/i,
  PURL: /^pkg:[a-z][a-z0-9.+-]*\/.+/i,
};

/** Why a value can never be what an inventory reports of this kind; null where it may. */
export function whyNotValue({ kind, value, pluginVendor, pluginName }: Given): Record<string, Reason> | null {
  if (kind === "JETBRAINS" && !value.includes("/") && !(pluginVendor && pluginName)) {
    const missing = reason("tools.identifier.pluginMissing");
    return { ...(pluginVendor ? {} : { pluginVendor: missing }), ...(pluginName ? {} : { pluginName: missing }) };
  }
  if (kind !== "JETBRAINS" && (pluginVendor || pluginName)) return { pluginVendor: reason("tools.identifier.pluginOnly") };
  const shape = SHAPES[kind];
  return shape && !shape.test(value) ? { value: reason(`tools.identifier.shape.${kind}`) } : null;
}

/** True when one host name can fit both patterns. A star stands for one or more labels. */
export function domainsMeet(a: string, b: string): boolean {
  return labelsMeet(a.split("."), b.split("."));
}

function labelsMeet(a: readonly string[], b: readonly string[]): boolean {
  const [first, ...restA] = a;
  const [second, ...restB] = b;
  if (first === undefined || second === undefined) return first === second;
  if (first === "*" && restB.length > 0 && labelsMeet(a, restB)) return true;
  if (second === "*" && restA.length > 0 && labelsMeet(restA, b)) return true;
  return (first === second || first === "*" || second === "*") && labelsMeet(restA, restB);
}

/** A tool that would be meant too. */
export type SharedWith = {
  slug: string;
  name: string;
  vendor: string;
  vendorSlug: string;
  isOtherVendor: boolean;
  value: string;
  how: SharedHow;
};
/** By the same identifier; by software of the same publisher; by a pattern of domains that meets another. */
export type SharedHow = "identifier" | "publisher" | "domain";

/** Saving needs a deliberate yes and a note when the value also means somebody else's tool, or is another tool's own identifier. */
export function whyNotShared(
  shared: readonly SharedWith[],
  { isShared, note }: { isShared: boolean; note: string | null },
): Record<string, Reason> | null {
  const [first] = shared.filter(({ how, isOtherVendor }) => how === "identifier" || isOtherVendor);
  if (!first || (isShared && note)) return null;
  const values = { tool: first.name, vendor: first.vendor, address: `/tools/${first.slug}`, others: shared.length - 1 };
  return {
    ...(isShared ? {} : { isShared: reason("tools.identifier.shared", values) }),
    ...(note ? {} : { note: reason("tools.identifier.sharedNote", values) }),
  };
}
