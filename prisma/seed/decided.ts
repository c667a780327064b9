import type { DataClass } from "../../lib/registry/schema.ts";
import { ALLOWED } from "./decided-allowed.ts";
import { LIMITED } from "./decided-limited.ts";
import { NARROWED } from "./decided-narrowed.ts";
import { WITHHELD } from "./decided-withheld.ts";

/** What Meridian had decided about tools by the afternoon of 8 July 2026. */
export type Decided = {
  tool: string;
  status: "APPROVED" | "APPROVED_WITH_CONDITIONS" | "UNDER_REVIEW" | "NOT_APPROVED" | "DISCOVERED" | "RETIRED" | "DISMISSED";
  /** A division or department by name, for its subtree; without one, for everyone. */
  team?: string;
  /** Without them, for all. */
  workerTypes?: readonly ("EMPLOYEE" | "CONTRACTOR" | "INTERN")[];
  countries?: readonly string[];
  at: string;
  by?: "officer" | "secondOfficer";
  reason: string;
  conditions?: string;
  dataClasses?: readonly DataClass[];
  /** What the reason rests on. */
  basis?: string;
  reviewOn?: string;
  /** When the next decision took its place. */
  until?: string;
};

export const DECIDED: readonly Decided[] = [...ALLOWED, ...LIMITED, ...NARROWED, ...WITHHELD];
