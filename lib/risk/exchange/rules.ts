import { type Reason, reason } from "@/lib/refusal";
import { NEXT_STATUSES } from "@/lib/risk/findings/rules";
import type { FindingStatus } from "@/prisma/generated/enums";
import type { Part, Said, Standing } from "./schema";
import { PARTS } from "./schema";

/** The parts of a finding that a file speaks of, as they stand here. */
export function partsOf({ status, justification, action, fix, fixVersion, fixCandidates, ...rest }: Standing): Required<Said> {
  const { title, summary, behaviour, versionRange } = rest;
  return {
    title,
    summary,
    behaviour,
    versionRange,
    status: { status, justification, action },
    fix: { fix, fixVersion, fixCandidates: [...fixCandidates] },
  };
}

/** True for the same, in whatever order its fields were written. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].map(ordered).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, ordered(one)]),
  );
}

export type Merge = {
  /** What changes here. */
  changes: Said;
  /** What the file says otherwise and stays as it was changed here. */
  kept: Part[];
  /** What files have said last, for the next time. */
  base: Said;
};

/**
 * What a file changes of a finding: a part that is here as files last left it follows the file; one that somebody changed here stays. Without
 * `base` nothing of it came from a file.
 */
export function merge(here: Required<Said>, base: Said, said: Said): Merge {
  const changes: Record<string, unknown> = {};
  const kept: Part[] = [];
  for (const part of PARTS.filter((one) => Object.hasOwn(said, one))) {
    if (isSame(said[part], here[part])) continue;
    if (Object.hasOwn(base, part) && isSame(base[part], here[part])) changes[part] = said[part];
    // The file says what it said before: nothing new to tell.
    else if (!isSame(said[part], base[part])) kept.push(part);
  }
  return { changes: changes as Said, kept, base: { ...base, ...said } };
}

export function merged(here: Required<Said>, changes: Said): Standing {
  const { status, fix, ...rest } = { ...here, ...changes };
  return { ...rest, ...status, ...fix };
}

/** The steps from one status to another that are each legal; empty where it stays. */
export function statusPath(from: FindingStatus, to: FindingStatus): FindingStatus[] {
  let paths: FindingStatus[][] = [[from]];
  const seen = new Set<FindingStatus>([from]);
  for (;;) {
    const found = paths.find((path) => path.at(-1) === to);
    if (found) return found.slice(1);
    paths = paths.flatMap((path) => {
      const next = NEXT_STATUSES[path.at(-1) ?? from].filter((one) => !seen.has(one));
      for (const one of next) seen.add(one);
      return next.map((one) => [...path, one]);
    });
    if (paths.length === 0) throw new Error(`No way leads from ${from} to ${to}.`);
  }
}

export function remarkOfKept(kept: readonly Part[]): Reason[] {
  return kept.map((part) => reason(`exchange.kept.${part}`));
}

const OWN_ID = /^F-(\d{1,9})$/;

/** The id under which a finding leaves: OSV keeps `x_` for databases of one's own. */
export function ownRecordId(prefix: string, findingId: number): string {
  return `x_${prefix}-F-${findingId}`;
}

/** The finding of ours that an id names; null for ids of others. */
export function findingOfOwnId(prefix: string, recordId: string): number | null {
  const start = `x_${prefix}-`;
  const number = recordId.startsWith(start) ? OWN_ID.exec(recordId.slice(start.length))?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

/** The prefix that no other installation has: the configured one, or the host under which people reach this one. */
export function prefixOf({ prefix, url }: { prefix: string | undefined; url: string }): string {
  return (
    prefix ??
    new URL(url).host
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
  );
}

/** `finding.externalId` is unique: the bare id where it is free. */
export function freeExternalId(recordId: string, scope: string, slug: string, taken: ReadonlySet<string>): string {
  return (
    [recordId, `${recordId}#${slug}`, `${recordId}#${slug}/${scope}`].find((one) => !taken.has(one)) ??
    `${recordId}#${slug}/${scope}/${taken.size}`
  );
}
