import { bitsToKinds, kindsToBits } from "@/lib/registry/identifiers";
import type { DeviceIdKind, DevicePlatform, IdentifierKind, SourceSystem } from "@/prisma/generated/enums";

/** Minutes between two reports on a device, until an administrator says otherwise. */
export const DEFAULT_PERIOD_MINUTES: Record<SourceSystem, number> = { OSQUERY: 60, FLEET: 60, INTUNE: 1440 };

/** A report dated this far ahead of its arrival is kept and proves nothing. */
export const FUTURE_TOLERANCE_MS = 10 * 60_000;

export function isFromTheFuture(collectedAt: number, arrivedAt: number): boolean {
  return collectedAt - arrivedAt > FUTURE_TOLERANCE_MS;
}

/** osquery finds these by the same tables on every system. */
const EVERYWHERE: IdentifierKind[] = ["NPM", "PYPI", "VSCODE", "JETBRAINS", "CHROME", "FIREFOX", "PROCESS", "PATH"];
const EDITORS_AND_BROWSERS: IdentifierKind[] = ["PYPI", "VSCODE", "JETBRAINS", "CHROME", "FIREFOX"];

const SEES: Record<SourceSystem, Record<DevicePlatform, IdentifierKind[]>> = {
  OSQUERY: {
    MACOS: [...EVERYWHERE, "BREW_FORMULA", "BREW_CASK", "MACOS_BUNDLE"],
    WINDOWS: [...EVERYWHERE, "WINDOWS_PROGRAM", "MSIX"],
    LINUX: [...EVERYWHERE, "DEB", "RPM"],
    CHROMEOS: ["CHROME"],
    // An osquery result names no platform: what is true on all of them holds.
    UNKNOWN: EVERYWHERE,
  },
  FLEET: {
    // Casks that ship an application are listed as applications, the others as casks.
    MACOS: [...EDITORS_AND_BROWSERS, "NPM", "BREW_FORMULA", "BREW_CASK", "MACOS_BUNDLE"],
    // Fleet does not ask Windows for npm packages (its issue 32299).
    WINDOWS: [...EDITORS_AND_BROWSERS, "WINDOWS_PROGRAM"],
    LINUX: [...EDITORS_AND_BROWSERS, "NPM", "DEB", "RPM"],
    CHROMEOS: ["CHROME"],
    UNKNOWN: [],
  },
  INTUNE: {
    MACOS: ["MACOS_BUNDLE"],
    WINDOWS: ["WINDOWS_PROGRAM", "MSIX"],
    LINUX: [],
    CHROMEOS: [],
    UNKNOWN: [],
  },
};

/** What a complete report of this system can prove absent on this platform. */
export function visibleKinds(system: SourceSystem, platform: DevicePlatform): number {
  return kindsToBits(SEES[system][platform]);
}

/** What it can also prove about sightings of other systems: Fleet never lists a cask with an application as a cask. */
export function kindsProvedForOthers(system: SourceSystem, platform: DevicePlatform): number {
  const kinds = bitsToKinds(visibleKinds(system, platform));
  return kindsToBits(system === "FLEET" ? kinds.filter((kind) => kind !== "BREW_CASK") : kinds);
}

/** What firmware vendors and cloned machines leave in place of an identity. */
const PLACEHOLDERS = new Set([
  "0",
  "1",
  "none",
  "null",
  "n/a",
  "na",
  "unknown",
  "default",
  "default string",
  "default_string",
  "empty",
  "invalid",
  "not available",
  "not applicable",
  "not specified",
  "not settable",
  "system serial number",
  "serial number",
  "chassis serial number",
  "to be filled by o.e.m.",
  "to be filled by oem",
  "o.e.m.",
  "oem",
  "123456789",
  "0123456789",
  "1234567890",
  "03000200-0400-0500-0006-000700080009",
  "12345678-1234-5678-90ab-cddeefaabbcc",
  "00020003-0004-0005-0006-000700080009",
]);

const SHORTEST: Record<DeviceIdKind, number> = { SERIAL: 4, HARDWARE_UUID: 16, MDM_ID: 4 };

/** An identity as stored, or null for what identifies nothing. */
export function identityValue(kind: DeviceIdKind, raw: unknown): string | null {
  if (typeof raw !== "string" && typeof raw !== "number") return null;
  const value = String(raw).replaceAll("\0", "").trim().toLowerCase();
  if (value.length < SHORTEST[kind] || value.length > 200 || PLACEHOLDERS.has(value)) return null;
  // "00000000", "xxxxxxx" and the all-zero and all-f uuids.
  return /^(.)\1*$/.test(value.replace(/[-\s.]/g, "")) ? null : value;
}

const PLATFORMS: [RegExp, DevicePlatform][] = [
  [/^(darwin|mac|os ?x)/, "MACOS"],
  [/^win/, "WINDOWS"],
  [/^chrome/, "CHROMEOS"],
  [/^(ios|ipados|android|tvos|watchos|visionos|unknown$|$)/, "UNKNOWN"],
  [
    /^(linux|ubuntu|debian|rhel|red ?hat|centos|fedora|amzn|amazon|arch|manjaro|gentoo|suse|sles|opensuse|kali|pop|linuxmint|mint|rocky|almalinux|oracle|ol$|nixos|kubuntu|raspbian|neon|tuxedo|zorin|uos|deepin|kylin|endeavouros|void|alpine|tumbleweed)/,
    "LINUX",
  ],
];

/** The platform by the words of osquery, Fleet and Intune: `darwin`, `ubuntu`, `Windows` … */
export function platformOf(words: unknown): DevicePlatform {
  if (typeof words !== "string") return "UNKNOWN";
  const word = words.trim().toLowerCase();
  return PLATFORMS.find(([pattern]) => pattern.test(word))?.[1] ?? "UNKNOWN";
}

/** Where a file lies says which system it is on. */
export function platformOfPath(path: string): DevicePlatform {
  if (/^[a-z]:[\\/]/i.test(path)) return "WINDOWS";
  if (/^\/(Users|Applications|Library|System|opt\/homebrew)\//.test(path)) return "MACOS";
  return /^\/home\//.test(path) ? "LINUX" : "UNKNOWN";
}

/** Under which a delivery says how far it has come. */
export function progressKey(idempotencyKey: string): string {
  return `inventory/${idempotencyKey}`;
}
