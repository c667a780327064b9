import { ALLOWED } from "./decided-allowed.ts";
import { LIMITED } from "./decided-limited.ts";
import { WITHHELD } from "./decided-withheld.ts";

/** What Meridian had decided about tools by the afternoon of 8 July 2026. */
export type Decided = {
  tool: string;
  status: "APPROVED" | "APPROVED_WITH_CONDITIONS" | "UNDER_REVIEW" | "NOT_APPROVED" | "DISCOVERED" | "RETIRED" | "DISMISSED";
  /** A team by name, for its subtree; without one, for everyone. */
  team?: string;
  at: string;
  by?: "officer" | "secondOfficer";
  reason: string;
  conditions?: string;
  reviewOn?: string;
  /** When the next decision took its place. */
  until?: string;
};

export const DECIDED: readonly Decided[] = [...ALLOWED, ...LIMITED, ...WITHHELD];
