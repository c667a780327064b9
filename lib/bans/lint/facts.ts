import type { LintFinding, LintValue } from "@/lib/bans/lint/schema";
import { CHECKS, type Check } from "@/lib/bans/lint/schema";
import type { BanDraft } from "@/lib/bans/schema";
import type { Confirmation } from "@/prisma/generated/enums";

export type Place = { /** ISO 3166-1 alpha-2. */ country: string /** IANA. */; zone: string; people: number };
export type CompanyDayFact = { /** 2026-10-01 */ day: string; country: string | null; name: string; isWorkday: boolean };
export type FreezeFact = {
  id: number;
  team: string;
  reason: string;
  startsAt: Date;
  endsAt: Date /** Of the population, in the team's subtree. */;
  people: number;
};
export type SourceFact = {
  name: string;
  periodMinutes: number /** Found devices for which this is the slowest source that saw something in scope. */;
  devices: number;
};
export type OtherBan = { code: string; title: string; tools: readonly string[] };
export type ExceptionFact = { id: number; ban: string; who: string; endsAt: Date };

/** A tool that people are sent to, for one kind of work or for all. */
export type ReplacementFact = {
  toolId: number;
  slug: string;
  name: string;
  /** People who would need it. */
  needs: number;
  isInScope: boolean;
  /** Published bans over it. */
  bannedBy: readonly string[];
  isDiscontinued: boolean;
  /** People of the population to whom it is refused, and to whom nothing allows it. */
  refused: number;
  undecided: number;
  seats: { free: number; asOf: string } | null;
};

/** Everything the lint looks at, gathered at one moment. */
export type LintFacts = {
  code: string;
  content: BanDraft;
  /** Tools banned and access edges to be closed, resolved now. */
  tools: number;
  edges: number;
  population: { people: number; devices: number; withoutDevice: number };
  found: { people: number; devices: number };
  silent: { devices: number; withTool: number };
  /** Devices of the population on which no enabled source reports. */
  unmanaged: number;
  /** Channels through which what is banned stays within reach. */
  uncontrolled: readonly string[];
  /** Kinds of work that the tools in scope are used for, and the people found with them. */
  categories: readonly { category: string; people: number }[];
  replacements: readonly ReplacementFact[];
  places: readonly Place[];
  days: readonly CompanyDayFact[];
  freezes: readonly FreezeFact[];
  sources: readonly SourceFact[];
  /** Claims as they stand now; a claim that is not here no longer exists. */
  claims: readonly { id: number; statement: string; confirmation: Confirmation }[];
  overlaps: readonly OtherBan[];
  /** Published bans that send people to a tool in scope. */
  required: readonly OtherBan[];
  /** Exceptions of this ban, as an earlier version allowed them. */
  exceptions: readonly ExceptionFact[];
  /** Exceptions of other bans on the same tools that hold now. */
  exceptionsElsewhere: number;
};

type Found = { subject?: string; values?: Record<string, LintValue>; fixHref: string };

export function finding(check: Check, { subject = "", values = {}, fixHref }: Found): LintFinding {
  return { check, level: CHECKS[check], subject, values, fixHref };
}

export function stepHref({ code }: Pick<LintFacts, "code">, step: string): string {
  return `/bans/${code}/edit/${step}`;
}

/** The rows behind a count of the blast radius. */
export function rowsHref({ code }: Pick<LintFacts, "code">, rows: string): string {
  return `/bans/${code}/blast-radius/${rows}`;
}
