import { visibleKinds } from "@/lib/inventory/rules";
import { bitsToKinds, kindsToBits } from "@/lib/registry/identifiers";
import type { Confidence, DevicePlatform, IdentifierKind, SourceSystem } from "@/prisma/generated/enums";

const EVERYWHERE: IdentifierKind[] = ["NPM", "PYPI", "VSCODE", "JETBRAINS", "CHROME", "FIREFOX"];

/** Packages, applications and extensions that can exist on a platform. Other kinds (paths, processes, domains …) are sighted but never required. */
const EXISTS: Record<DevicePlatform, IdentifierKind[]> = {
  MACOS: [...EVERYWHERE, "BREW_FORMULA", "BREW_CASK", "MACOS_BUNDLE"],
  WINDOWS: [...EVERYWHERE, "WINDOWS_PROGRAM", "MSIX"],
  LINUX: [...EVERYWHERE, "DEB", "RPM"],
  CHROMEOS: ["CHROME"],
  UNKNOWN: [...EVERYWHERE, "BREW_FORMULA", "BREW_CASK", "MACOS_BUNDLE", "WINDOWS_PROGRAM", "MSIX", "DEB", "RPM"],
};

/** As bits of `report.kinds`. */
export function platformKinds(platform: DevicePlatform): number {
  return kindsToBits(EXISTS[platform]);
}

type Listed = { kind: IdentifierKind; confidence: Confidence };

/**
 * Which kinds have to be seen on a platform before a device counts as looked at: what the tools are listed by with confidence, as far as it
 * can exist there and some enabled source can see it. What none can see is a blind spot, and named as one.
 */
export function requiredKinds(identifiers: readonly Listed[], platform: DevicePlatform, systems: readonly SourceSystem[]) {
  const trusted = identifiers.filter(({ confidence }) => confidence === "VERIFIED" || confidence === "HIGH");
  const listed = kindsToBits(trusted.map(({ kind }) => kind)) & platformKinds(platform);
  const visible = systems.reduce((bits, system) => bits | visibleKinds(system, platform), 0);
  return { required: bitsToKinds(listed & visible), blind: bitsToKinds(listed & ~visible) };
}
