import { type Reason, reason } from "@/lib/refusal";
import { at, cut, type Document, excerptOf, isObject } from "@/lib/registry/releases/import/document";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import { schemeOf } from "@/lib/registry/versions/schemes";
import { versTypeOf } from "@/lib/registry/versions/vers";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { dayIn, lineIn, listIn, textIn } from "./documents";
import { ownBlock } from "./own-block";
import { kindOfEcosystem, readPurl } from "./packages";
import { type Interval, intervalsOf, type OsvEvent, versOf } from "./ranges";
import type { FixSaid, Named, Rejected, Said, Statement } from "./schema";

export type ToolsOf = (named: Named) => readonly number[];

const MOST_CANDIDATES = 20;

/** An advisory in the Open Source Vulnerability format, version 1. */
export function isOsv(value: object): boolean {
  return "id" in value && typeof value.id === "string" && ("affected" in value || "modified" in value) && !("statements" in value);
}

type Affected = { place: string; toolId: number; kind: IdentifierKind; name: string; range: string | null; fixed: string[] };

/** What an advisory says of tools that are here, and what of it could not be taken. */
export function readOsv({ value, place }: Document, toolsOf: ToolsOf): { statements: Statement[]; rejected: Rejected[] } {
  const recordId = cut(String(value.id).trim(), 200);
  const rejected: Rejected[] = [];
  const reject = (where: string, why: Reason, of: unknown) => {
    rejected.push({ place: where, recordId, said: [why], excerpt: excerptOf(of) });
  };
  if (!/^[\x21-\x7e]{3,}$/.test(recordId)) {
    reject(at(place, "id"), reason("exchange.reject.id"), value.id);
    return { statements: [], rejected };
  }
  const found: Affected[] = [];
  for (const [nr, one] of listIn(value.affected).entries()) {
    const where = at(place, "affected", nr);
    const read = affectedIn(one, where, toolsOf);
    if ("key" in read) reject(where, read, isObject(one) ? (one.package ?? one) : one);
    else found.push(...read);
  }
  if (found.length === 0 && rejected.length === 0) reject(place || "/", reason("exchange.reject.nothingAffected"), value.id);
  return { statements: grouped(found).map((group) => statementOf(value, { recordId, group })), rejected };
}

function affectedIn(one: unknown, place: string, toolsOf: ToolsOf): Affected[] | Reason {
  const said = isObject(one) && isObject(one.package) ? one.package : {};
  const named = packageIn(said);
  if ("key" in named) return named;
  const tools = toolsOf(named);
  if (tools.length === 0) return reason("exchange.reject.noTool", { name: cut(named.name, 214) });
  const scheme = schemeOf(named.kind);
  if (scheme === null) return reason("exchange.reject.noVersions", { name: cut(named.name, 214) });
  const read = versionsIn(isObject(one) ? one : {});
  if ("key" in read) return read;
  const intervals: Interval[] = [];
  for (const events of read.ranges) {
    const found = intervalsOf(scheme, events);
    if ("key" in found) return found;
    intervals.push(...found);
  }
  // An entry that names no versions speaks of all of them.
  const isWhole = read.ranges.length === 0 && read.versions.length === 0;
  const range = isWhole ? { range: null } : versOf(versTypeOf(named.kind), scheme, intervals, read.versions);
  if ("key" in range) return range;
  const fixed = [...new Set(read.ranges.flatMap((events) => events.flatMap((event) => event.fixed ?? [])))];
  return tools.map((toolId) => ({ place, toolId, ...named, range: range.range, fixed }));
}

function packageIn({ ecosystem, name, purl }: Record<string, unknown>): Named | Reason {
  const byPurl = typeof purl === "string" ? readPurl(purl) : null;
  if (typeof ecosystem === "string" && typeof name === "string") {
    const kind = kindOfEcosystem(ecosystem);
    if (kind) return { kind, name };
    return byPurl?.named ?? reason("exchange.reject.ecosystem", { ecosystem: cut(ecosystem, 100) });
  }
  return byPurl?.named ?? reason("exchange.reject.noPackage");
}

function versionsIn(one: Record<string, unknown>): { ranges: OsvEvent[][]; versions: string[] } | Reason {
  const versions = listIn(one.versions);
  if (!versions.every(isVersion)) return reason("exchange.reject.version");
  const ranges: OsvEvent[][] = [];
  let commits = 0;
  for (const range of listIn(one.ranges)) {
    if (!isObject(range)) return reason("exchange.reject.range");
    if (range.type === "GIT") commits += 1;
    else if (range.type === "SEMVER" || range.type === "ECOSYSTEM") {
      const events = listIn(range.events);
      if (!events.every(isEvent) || !events.some((event) => event.introduced !== undefined)) return reason("exchange.reject.range");
      ranges.push(events);
    } else return reason("exchange.reject.rangeType", { type: cut(String(range.type), 40) });
  }
  // Commits beside versions say the same another way; alone they say nothing that a device could be held against.
  return commits > 0 && ranges.length === 0 && versions.length === 0 ? reason("exchange.reject.commits") : { ranges, versions };
}

const isVersion = (one: unknown): one is string => typeof one === "string" && one !== "" && one.length <= LONGEST_VERSION;

function isEvent(one: unknown): one is OsvEvent {
  const entries = isObject(one) ? Object.entries(one) : [];
  return (
    entries.length === 1 &&
    entries.every(([role, version]) => ["introduced", "fixed", "last_affected", "limit"].includes(role) && isVersion(version))
  );
}

type Group = Affected & { scope: string };

/** One finding per tool and sort of version; packages of the same sort whose versions differ are held apart. */
function grouped(found: readonly Affected[]): Group[] {
  const groups = new Map<string, Affected[]>();
  for (const one of found) {
    const sort = `${one.toolId} ${one.range === null ? "all" : versTypeOf(one.kind)}`;
    groups.set(sort, [...(groups.get(sort) ?? []), one]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sort = first.range === null ? "all" : versTypeOf(first.kind);
    const fixed = [...new Set(same.flatMap((one) => one.fixed))];
    if (same.every(({ range }) => range === first.range)) return [{ ...first, fixed, scope: sort }];
    const byName = new Map(same.map((one) => [one.name.toLowerCase(), one]));
    return [...byName.values()].map((one) => ({ ...one, scope: `${sort} ${cut(one.name.toLowerCase(), 214)}` }));
  });
}

function statementOf(value: Record<string, unknown>, { recordId, group }: { recordId: string; group: Group }): Statement {
  const own = ownBlock(value.database_specific);
  const title = lineIn(value.summary, 200);
  const summary = textIn(value.details, 4_000);
  const isWithdrawn = value.withdrawn !== undefined && value.withdrawn !== null;
  const range = own.versionRange === undefined ? group.range : own.versionRange;
  const behaviour = own.behaviour ?? "VULNERABILITY";
  const said: Said = {
    ...(title ? { title } : {}),
    ...(summary ? { summary } : {}),
    ...(own.behaviour ? { behaviour: own.behaviour } : {}),
    versionRange: range,
    status: isWithdrawn
      ? { status: "UNDER_INVESTIGATION", justification: null, action: null }
      : (own.status ?? { status: "AFFECTED", justification: null, action: null }),
    fix: own.fix ?? fixOf(group.fixed),
  };
  const withdrawn = isWithdrawn ? [reason("exchange.remark.withdrawn", { day: dayIn(value.withdrawn) ?? "?" })] : [];
  return {
    place: group.place,
    recordId,
    toolId: group.toolId,
    scope: group.scope,
    said,
    first: {
      title: title ?? recordId,
      summary: summary ?? title ?? recordId,
      behaviour,
      versionRange: range,
      openedOn: dayIn(value.published) ?? dayIn(value.modified),
    },
    remarks: withdrawn,
    excerpt: excerptOf({ id: recordId, summary: title }),
  };
}

/** That an advisory names a fixed version is hearsay until somebody here has seen it. */
function fixOf(fixed: readonly string[]): FixSaid {
  return { fix: fixed.length > 0 ? "UNCONFIRMED" : "NONE", fixVersion: null, fixCandidates: fixed.slice(0, MOST_CANDIDATES) };
}
