import { type Reason, reason } from "@/lib/refusal";
import { compareVersions, isReadable, type Scheme } from "@/lib/registry/versions/schemes";
import { type Constraint, normalised, parseVers, printVers, type VersRange, type VersType } from "@/lib/registry/versions/vers";

/** A bound that belongs to the interval or does not; null: no bound. */
type Bound = { version: string; isIncluded: boolean } | null;
export type Interval = { from: Bound; to: Bound };

export type OsvEvent = { introduced?: string; fixed?: string; last_affected?: string; limit?: string };
type Ordered = { role: "fixed" | "introduced" | "last_affected"; version: string };

/** At the same version an end comes before a beginning, and a beginning before a last affected one. */
const RANK = { fixed: 0, introduced: 1, last_affected: 2 } as const;

/** The versions between the events of one OSV range, by the evaluation algorithm of the OSV schema; "0" is before every version. */
export function intervalsOf(scheme: Scheme, events: readonly OsvEvent[]): Interval[] | Reason {
  const ordered: Ordered[] = [];
  const limits: string[] = [];
  for (const event of events) {
    for (const [role, version] of Object.entries(event)) {
      const isOpen = (role === "introduced" && version === "0") || (role === "limit" && version === "*");
      if (!isOpen && !isReadable(scheme, version)) return reason("releases.vers.version", { version });
      if (role === "limit") limits.push(version);
      else ordered.push({ role: role as Ordered["role"], version });
    }
  }
  const beginning = (one: Ordered) => one.role === "introduced" && one.version === "0";
  ordered.sort((a, b) => {
    if (beginning(a) || beginning(b)) return Number(beginning(b)) - Number(beginning(a));
    return compareVersions(scheme, a.version, b.version) || RANK[a.role] - RANK[b.role];
  });
  return clipped(scheme, walked(scheme, ordered), limits);
}

function walked(scheme: Scheme, ordered: readonly Ordered[]): Interval[] {
  const found: Interval[] = [];
  let begun: { from: Bound } | null = null;
  for (const [nr, { role, version }] of ordered.entries()) {
    // Introduced and fixed in the same version: it never was there, unless it was there before.
    const before = ordered[nr - 1];
    const isFixedAtOnce =
      role === "introduced" && !begun && before?.role === "fixed" && compareVersions(scheme, before.version, version) === 0;
    if (isFixedAtOnce && found.at(-1)?.to?.version !== before.version) continue;
    if (role === "introduced") begun ??= { from: version === "0" ? null : { version, isIncluded: true } };
    else if (begun) {
      found.push({ from: begun.from, to: { version, isIncluded: role === "last_affected" } });
      begun = null;
    }
  }
  return begun ? [...found, { from: begun.from, to: null }] : found;
}

function clipped(scheme: Scheme, intervals: readonly Interval[], limits: readonly string[]): Interval[] {
  if (limits.length === 0 || limits.includes("*")) return [...intervals];
  const last = limits.reduce((a, b) => (compareVersions(scheme, a, b) >= 0 ? a : b));
  return intervals.flatMap((interval) => {
    if (interval.from && compareVersions(scheme, interval.from.version, last) >= 0) return [];
    const isInside = interval.to && compareVersions(scheme, interval.to.version, last) < 0;
    return [isInside ? interval : { from: interval.from, to: { version: last, isIncluded: false } }];
  });
}

/** A VERS range that holds the same versions; null: every version. Versions that cannot be ordered are named one by one. */
export function versOf(
  type: VersType,
  scheme: Scheme,
  intervals: readonly Interval[],
  versions: readonly string[],
): { range: string | null } | Reason {
  const named = [...new Set(versions)];
  const points = named.filter((version) => isReadable(scheme, version)).map((version) => point(version));
  const joined = union(scheme, [...intervals, ...points]);
  if (joined.some(({ from, to }) => !from && !to)) return { range: null };
  if (joined.length === 0 && named.length === 0) return reason("exchange.reject.noVersionIn");
  const unordered = named.filter((version) => !isReadable(scheme, version)).map((version): Constraint => ({ comparator: "=", version }));
  const normal = normalised({ type, constraints: [...joined.flatMap(constraintsOf), ...unordered] });
  if ("whyNot" in normal) return normal.whyNot;
  const text = printVers(normal.range);
  const read = parseVers(text);
  return "whyNot" in read ? read.whyNot : { range: text };
}

const point = (version: string): Interval => ({ from: { version, isIncluded: true }, to: { version, isIncluded: true } });

function constraintsOf({ from, to }: Interval): Constraint[] {
  if (from && to && from.version === to.version) return [{ comparator: "=", version: from.version }];
  return [
    ...(from ? [{ comparator: from.isIncluded ? (">=" as const) : (">" as const), version: from.version }] : []),
    ...(to ? [{ comparator: to.isIncluded ? ("<=" as const) : ("<" as const), version: to.version }] : []),
  ];
}

function union(scheme: Scheme, intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].filter((one) => !isEmpty(scheme, one)).sort((a, b) => compareFroms(scheme, a.from, b.from));
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (!last || !meets(scheme, last.to, next.from)) joined.push({ ...next });
    else if (last.to && (!next.to || compareTos(scheme, next.to, last.to) > 0)) last.to = next.to;
  }
  return joined;
}

function isEmpty(scheme: Scheme, { from, to }: Interval): boolean {
  if (!from || !to) return false;
  const order = compareVersions(scheme, from.version, to.version);
  return order > 0 || (order === 0 && !(from.isIncluded && to.isIncluded));
}

function compareFroms(scheme: Scheme, a: Bound, b: Bound): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  return compareVersions(scheme, a.version, b.version) || Number(b.isIncluded) - Number(a.isIncluded);
}

function compareTos(scheme: Scheme, a: NonNullable<Bound>, b: NonNullable<Bound>): number {
  return compareVersions(scheme, a.version, b.version) || Number(a.isIncluded) - Number(b.isIncluded);
}

/** Whether nothing lies between an end and the next beginning. */
function meets(scheme: Scheme, to: Bound, from: Bound): boolean {
  if (!to || !from) return true;
  const order = compareVersions(scheme, from.version, to.version);
  return order < 0 || (order === 0 && (from.isIncluded || to.isIncluded));
}

export type OsvRange = { events: OsvEvent[] };

/** The same versions as OSV says them; null where its events cannot: they know neither exclusions nor bounds that are not affected themselves. */
export function osvRangesOf({ constraints }: VersRange): { ranges: OsvRange[]; versions: string[] } | null {
  if (constraints === "*") return { ranges: [{ events: [{ introduced: "0" }] }], versions: [] };
  const ranges: OsvRange[] = [];
  const versions: string[] = [];
  let from: string | undefined;
  for (const { comparator, version } of constraints) {
    if (comparator === ">" || comparator === "!=") return null;
    if (comparator === "=") versions.push(version);
    else if (comparator === ">=") from = version;
    else {
      ranges.push({ events: [{ introduced: from ?? "0" }, comparator === "<" ? { fixed: version } : { last_affected: version }] });
      from = undefined;
    }
  }
  if (from !== undefined) ranges.push({ events: [{ introduced: from }] });
  return { ranges, versions };
}
