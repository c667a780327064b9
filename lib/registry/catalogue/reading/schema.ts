import type { Reason } from "@/lib/refusal";
import type { Catalogue } from "@/lib/registry/catalogue/schema";

/** The most that one file may hold of each. */
export const MOST = {
  vendors: 100_000,
  families: 100_000,
  tools: 100_000,
  identifiers: 250_000,
  access: 250_000,
  releases: 250_000,
  events: 100_000,
  decisions: 250_000,
  sensitiveTeams: 100_000,
} as const;

/** The largest file, and how many problems are kept of it. */
export const LARGEST_BYTES = 64_000_000;
export const MOST_PROBLEMS = 10_000;

/** A row that cannot be taken: where it stands in the file, whose it is, and why. */
export type Problem = { place: string; entry: string | null; reason: Reason };

export type ReadFile = { catalogue: Catalogue; isExport: boolean; problems: Problem[]; problemCount: number };
