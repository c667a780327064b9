import { matchValueFor } from "../../lib/registry/identifiers.ts";
import type { Platform } from "./agents.ts";
import { chance } from "./chance.ts";
import { ORDINARY_SOFTWARE } from "./ordinary-software.ts";
import { runningShares } from "./scenario-time.ts";
import type { Entry } from "./software.ts";
import { TOOL_SOFTWARE } from "./tool-software.ts";

export const BUCKETS = 512;
export const MAX_SLOTS = 16;

/** In `bucket` of a slot a device of this platform and audience has this entry at this path. */
export type Pick = { platform: Platform; software: boolean; slot: number; bucket: number; software_id: number; path: string };

/** A place on a device that holds one thing or nothing: ordinary software of a kind (or one part of it), or an AI tool. */
type Slot = { kinds: readonly string[] | "tools"; part: number; parts: number; fill: number };

const parts = (kinds: readonly string[] | "tools", fills: readonly number[]): Slot[] =>
  fills.map((fill, part) => ({ kinds, part, parts: fills.length, fill }));

const CODE: readonly Slot[] = [
  ...parts(["NPM"], [0.9, 0.7]),
  ...parts(["PYPI"], [0.85, 0.75]),
  ...parts(["VSCODE"], [0.95, 0.85]),
  ...parts(["JETBRAINS"], [0.25]),
];

const SLOTS: Record<Platform, { software: readonly Slot[]; others: readonly Slot[] }> = {
  MACOS: {
    software: [
      ...parts(["MACOS_BUNDLE"], [1, 0.95]),
      ...parts(["BREW_FORMULA", "BREW_CASK"], [0.85]),
      ...CODE,
      ...parts(["CHROME"], [0.7]),
      ...parts("tools", [0.75, 0.55]),
    ],
    others: [...parts(["MACOS_BUNDLE"], [1, 1, 0.95, 0.9]), ...parts(["CHROME"], [0.9]), ...parts("tools", [0.5])],
  },
  WINDOWS: {
    software: [...parts(["WINDOWS_PROGRAM"], [1, 0.95, 0.9]), ...CODE, ...parts(["CHROME"], [0.7]), ...parts("tools", [0.75, 0.5])],
    others: [
      ...parts(["WINDOWS_PROGRAM"], [1, 1, 0.95, 0.9]),
      ...parts(["MSIX"], [1, 0.8]),
      ...parts(["CHROME", "FIREFOX"], [0.9]),
      ...parts("tools", [0.35]),
    ],
  },
  LINUX: {
    software: [
      ...parts(["DEB"], [1, 1, 0.95, 0.9]),
      ...CODE.filter(({ kinds }) => kinds !== "tools" && !kinds.includes("JETBRAINS")),
      ...parts("tools", [0.6, 0.4]),
    ],
    others: [...parts(["DEB"], [1, 1, 0.95, 0.9]), ...parts(["PYPI"], [0.6]), ...parts(["CHROME"], [0.4])],
  },
};

/** Every slot's draw, spelled out: a device looks its bucket up. */
export function planPicks(entries: readonly Entry[]): Pick[] {
  const versionsOf = Map.groupBy(entries, ({ kind, matchValue }) => `${kind} ${matchValue}`);
  const picks: Pick[] = [];
  for (const platform of ["MACOS", "WINDOWS", "LINUX"] as const) {
    for (const software of [true, false]) {
      const slots = SLOTS[platform][software ? "software" : "others"];
      for (const [slot, { fill, ...wanted }] of slots.entries()) {
        const products = candidates(wanted, platform, software);
        const begins = runningShares(products.map(({ weight }) => weight));
        for (let bucket = 0; bucket < BUCKETS * fill; bucket++) {
          const product = products[begins.findLastIndex((begin) => begin <= (bucket + 0.5) / (BUCKETS * fill))];
          const versions = product && versionsOf.get(`${product.kind} ${matchValueFor(product.kind as "NPM", product.value)}`);
          // Most devices have the newest version.
          const entry = versions?.[Math.floor(chance(bucket * 16 + slot, "version") ** 2 * versions.length)];
          if (entry) picks.push({ platform, software, slot, bucket, software_id: entry.id, path: pathOf(entry, platform) });
        }
      }
    }
  }
  return picks;
}

type Candidate = { kind: string; value: string; weight: number };

function candidates({ kinds, part, parts }: Omit<Slot, "fill">, platform: Platform, software: boolean): Candidate[] {
  const all: readonly Candidate[] =
    kinds === "tools"
      ? TOOL_SOFTWARE.filter(({ platforms }) => platforms.includes(platform)).map(({ kind, value, weight }) => ({
          kind,
          value,
          weight: software ? weight.software : weight.others,
        }))
      : ORDINARY_SOFTWARE.filter(({ kind }) => kinds.includes(kind));
  return all.filter(({ weight }, index) => index % parts === part && weight > 0);
}

/** Where inventories find it. Home folders are written `~`: whose it is follows from the device. */
export function pathOf({ kind, matchValue, name, version }: Entry, platform: Platform): string {
  const home = platform === "WINDOWS" ? "~\\" : "~/";
  switch (kind) {
    case "NPM":
      if (platform === "WINDOWS") return `~\\AppData\\Roaming\\npm\\node_modules\\${name.replaceAll("/", "\\")}\\package.json`;
      return `${platform === "MACOS" ? "/opt/homebrew" : "/usr"}/lib/node_modules/${name}/package.json`;
    case "PYPI":
      return platform === "WINDOWS"
        ? "~\\AppData\\Local\\Programs\\Python\\Python314\\Lib\\site-packages"
        : "/usr/local/lib/python3.14/site-packages";
    case "VSCODE":
      return `${home}.vscode${home.slice(1)}extensions${home.slice(1)}${matchValue}-${version}`;
    case "MACOS_BUNDLE":
      return `/Applications/${name}.app`;
    case "WINDOWS_PROGRAM":
      return `C:\\Program Files\\${name.replace(/ \(.*/, "")}`;
    case "BREW_FORMULA":
      return `/opt/homebrew/Cellar/${matchValue}/${version}`;
    case "BREW_CASK":
      return `/opt/homebrew/Caskroom/${matchValue}/${version}`;
    case "PATH":
      return matchValue;
    default:
      return "";
  }
}
