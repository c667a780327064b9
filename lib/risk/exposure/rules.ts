import { memberOf, speaksOf, type VersRange } from "@/lib/registry/versions/vers";
import type { IdentifierKind } from "@/prisma/generated/enums";

export type SoftwareVersion = { id: number; kind: IdentifierKind; version: string };

/**
 * Where a piece of software stands to a range. `unknown`: it is of the ecosystem that the range speaks of, and its version is not known or
 * cannot be read. `elsewhere`: another package of the same tool, of whose versions the range says nothing.
 */
export type Standing = "inside" | "outside" | "unknown" | "elsewhere";

/** Null: every version, known or not. */
export function standingOf(range: VersRange | null): (software: Pick<SoftwareVersion, "kind" | "version">) => Standing {
  if (range === null || (range.type === "all" && range.constraints === "*")) return () => "inside";
  const isMember = memberOf(range);
  return ({ kind, version }) => {
    if (!speaksOf(range, kind)) return "elsewhere";
    if (range.constraints === "*") return range.type === "none" ? "outside" : "inside";
    const inside = version === "" ? null : isMember(version);
    return inside === null ? "unknown" : inside ? "inside" : "outside";
  };
}

export type Standings = Record<Standing, number[]>;

/** The ids of software by where they stand: decided once per version, whatever the number of devices. */
export function standings(range: VersRange | null, software: readonly SoftwareVersion[]): Standings {
  const stand = standingOf(range);
  const ids: Standings = { inside: [], outside: [], unknown: [], elsewhere: [] };
  for (const one of software) ids[stand(one)].push(one.id);
  return ids;
}

/** One episode of presence as one source saw it at one place; `goneAt` null while it is there. */
export type Episode = { firstSeenAt: Date; lastSeenAt: Date; goneAt: Date | null };
/** A time during which at least one affected version was there. `until` null: still there, as far as reports say. */
export type Window = { from: Date; until: Date | null; lastSeenAt: Date };

/** Episodes joined where they overlap or touch, the earliest first: several sources, paths and versions see one presence. */
export function windowsOf(episodes: readonly Episode[]): Window[] {
  const windows: Window[] = [];
  const real = episodes.filter(({ firstSeenAt, goneAt }) => goneAt === null || goneAt > firstSeenAt);
  for (const { firstSeenAt, lastSeenAt, goneAt } of [...real].sort((a, b) => a.firstSeenAt.getTime() - b.firstSeenAt.getTime())) {
    const last = windows.at(-1);
    if (!last || (last.until !== null && last.until < firstSeenAt)) {
      windows.push({ from: firstSeenAt, until: goneAt, lastSeenAt });
      continue;
    }
    if (last.until !== null && (goneAt === null || goneAt > last.until)) last.until = goneAt;
    if (lastSeenAt > last.lastSeenAt) last.lastSeenAt = lastSeenAt;
  }
  return windows;
}
