import { type Reason, reason } from "@/lib/refusal";
import { at, cut, type Document, excerptOf, isObject } from "@/lib/registry/releases/import/document";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import { compareVersions, isReadable, type Scheme, schemeOf } from "@/lib/registry/versions/schemes";
import { parseVers, readVers, schemeOfType, type VersType, versTypeOf } from "@/lib/registry/versions/vers";
import { JUSTIFICATIONS, type Justification } from "@/lib/risk/findings/schema";
import type { FindingStatus } from "@/prisma/generated/enums";
import { dayIn, lineIn, listIn, textIn } from "./documents";
import { NO_ACTION } from "./openvex-words";
import type { ToolsOf } from "./osv-reading";
import { readPurl } from "./packages";
import { versOf } from "./ranges";
import type { Rejected, Said, Statement, StatusSaid } from "./schema";

const STATUSES: Record<string, FindingStatus> = {
  not_affected: "NOT_AFFECTED",
  affected: "AFFECTED",
  fixed: "FIXED",
  under_investigation: "UNDER_INVESTIGATION",
};

export function isOpenVex(value: object): boolean {
  return "statements" in value && Array.isArray(value.statements);
}

/** One product of one statement. */
type Item = {
  place: string;
  recordId: string;
  toolId: number;
  type: VersType;
  scheme: Scheme | null;
  version: string | null;
  vers: string | null;
  status: FindingStatus;
  justification: Justification | null;
  action: string | null;
  title: string | undefined;
  notes: string | undefined;
  at: string;
};

/** What a document says of tools that are here, one finding per vulnerability and tool, and what of it could not be taken. */
export function readOpenVex({ value, place }: Document, toolsOf: ToolsOf): { statements: Statement[]; rejected: Rejected[] } {
  const items: Item[] = [];
  const rejected: Rejected[] = [];
  for (const [nr, statement] of listIn(value.statements).entries()) {
    const where = at(place, "statements", nr);
    const read = statementIn(statement, { where, issued: value.timestamp });
    if ("key" in read) {
      rejected.push({ place: where, recordId: nameIn(statement), said: [read], excerpt: excerptOf(statement) });
      continue;
    }
    for (const [index, product] of read.products.entries()) {
      const there = at(where, "products", index);
      const found = productIn(product, toolsOf);
      if ("key" in found) rejected.push({ place: there, recordId: read.shared.recordId, said: [found], excerpt: excerptOf(product) });
      else for (const toolId of found.tools) items.push({ ...read.shared, ...found.versions, toolId, place: there });
    }
  }
  const statements: Statement[] = [];
  for (const group of Map.groupBy(items, ({ recordId, toolId, type }) => `${toolId} ${type} ${recordId}`).values()) {
    const read = statementOf(newest(group));
    if ("toolId" in read) statements.push(read);
    else rejected.push(read);
  }
  return { statements, rejected };
}

function nameIn(statement: unknown): string {
  const vulnerability = isObject(statement) && isObject(statement.vulnerability) ? statement.vulnerability : {};
  return lineIn(vulnerability.name, 200) ?? "";
}

type Shared = Pick<Item, "recordId" | "status" | "justification" | "action" | "title" | "notes" | "at">;

function statementIn(
  statement: unknown,
  { where, issued }: { where: string; issued: unknown },
): { products: unknown[]; shared: Shared } | Reason {
  if (!isObject(statement)) return reason("exchange.reject.object");
  const recordId = nameIn(statement);
  if (!/^[\x21-\x7e]{3,}$/.test(recordId)) return reason("exchange.reject.vulnerability");
  const status = STATUSES[String(statement.status)];
  if (!status) return reason("exchange.reject.status", { status: cut(String(statement.status), 40) });
  const justification = JUSTIFICATIONS.find((one) => one === statement.justification) ?? null;
  if (status === "NOT_AFFECTED" && !justification) return reason("exchange.reject.justification");
  const action = textIn(statement.action_statement, 2_000);
  const products = listIn(statement.products);
  if (products.length === 0) return reason("exchange.reject.noProduct");
  const vulnerability = isObject(statement.vulnerability) ? statement.vulnerability : {};
  const shared = {
    recordId,
    status,
    justification: status === "NOT_AFFECTED" ? justification : null,
    action: status === "AFFECTED" && action !== NO_ACTION ? (action ?? null) : null,
    title: lineIn(vulnerability.description, 200),
    notes: textIn(statement.status_notes, 4_000) ?? textIn(statement.impact_statement, 4_000),
    at: String(statement.timestamp ?? issued ?? where),
  };
  return { products, shared };
}

type Versions = Pick<Item, "type" | "scheme" | "version" | "vers">;

function productIn(product: unknown, toolsOf: ToolsOf): { tools: readonly number[]; versions: Versions } | Reason {
  const said = isObject(product) ? product : {};
  const identifiers = isObject(said.identifiers) ? said.identifiers : {};
  const text = [identifiers.purl, said["@id"]].find((one) => typeof one === "string" && one.startsWith("pkg:"));
  const purl = typeof text === "string" ? readPurl(text) : null;
  if (!purl) return reason("exchange.reject.noPurl");
  const tools = toolsOf(purl.named);
  if (tools.length === 0) return reason("exchange.reject.noTool", { name: cut(purl.named.name, 214) });
  const { version, vers, named } = purl;
  if (version === null && vers === null) return { tools, versions: { type: "all", scheme: null, version, vers } };
  if (version !== null && version.length > LONGEST_VERSION) return reason("exchange.reject.version");
  const range = vers === null ? null : readVers(vers);
  if (range && "whyNot" in range) return range.whyNot;
  const scheme = schemeOf(named.kind);
  // What has no versions of its own says in its range how they are written.
  const type = scheme === null ? range?.range.type : versTypeOf(named.kind);
  if (type === undefined) return reason("exchange.reject.noVersions", { name: cut(named.name, 214) });
  return { tools, versions: { type, scheme: scheme ?? schemeOfType(type), version, vers: version === null ? vers : null } };
}

/** Of what a document says of the same versions twice, the newest holds. */
function newest(group: readonly Item[]): Item[] {
  const held = new Map<string, Item>();
  for (const item of group) {
    const key = `${item.version} ${item.vers}`;
    const before = held.get(key);
    if (!before || before.at <= item.at) held.set(key, item);
  }
  return [...held.values()];
}

/** Some versions affected and another fixed is a fault that is fixed; what is affected goes before what is still looked at. */
function statementOf(items: readonly Item[]): Statement | Rejected {
  const of = (status: FindingStatus) => items.filter((item) => item.status === status);
  const [affected, looked, fixed, spared] = [of("AFFECTED"), of("UNDER_INVESTIGATION"), of("FIXED"), of("NOT_AFFECTED")];
  const deciding = [affected, looked, fixed, spared].find((some) => some.length > 0) ?? [];
  const [main] = deciding;
  if (!main) throw new Error("A group without items.");
  const fixVersion = lowest(fixed);
  const isFixed = fixVersion !== null && (affected.length > 0 || deciding === fixed);
  const status: StatusSaid = isFixed
    ? { status: "FIXED", justification: null, action: null }
    : { status: main.status, justification: main.justification, action: joined(affected.map(({ action }) => action)) };
  const rejects = (why: Reason): Rejected => ({
    place: main.place,
    recordId: main.recordId,
    said: [why],
    excerpt: excerptOf({ name: main.recordId, status: main.status }),
  });
  if (main.status === "FIXED" && fixVersion === null) return rejects(reason("exchange.reject.fixedWithoutVersion"));
  const range = rangeOf(deciding === fixed ? [{ ...main, version: null, vers: `vers:${main.type}/<${fixVersion}` }] : deciding);
  if ("key" in range) return rejects(range);
  const others = deciding === fixed ? [] : [looked, spared].filter((some) => some !== deciding && some.length > 0);
  const said: Said = {
    ...(main.title ? { title: main.title } : {}),
    ...(deciding === fixed ? {} : { versionRange: range.range }),
    status,
    ...(isFixed ? { fix: { fix: "CONFIRMED", fixVersion, fixCandidates: [] } } : {}),
  };
  return {
    place: main.place,
    recordId: main.recordId,
    toolId: main.toolId,
    scope: main.type,
    said,
    first: {
      title: main.title ?? main.recordId,
      summary: main.notes ?? main.title ?? main.recordId,
      behaviour: "VULNERABILITY",
      versionRange: range.range,
      openedOn: dayIn(main.at),
    },
    remarks: others.map((some) => reason(`exchange.remark.${some === looked ? "alsoLooked" : "alsoSpared"}`, { versions: namesOf(some) })),
    excerpt: excerptOf({ name: main.recordId, status: main.status }),
  };
}

const namesOf = (items: readonly Item[]) => cut(items.map(({ version, vers }) => version ?? vers ?? "*").join(", "), 200);

function joined(actions: readonly (string | null)[]): string | null {
  const said = [...new Set(actions.flatMap((one) => one ?? []))];
  return said.length === 0 ? null : cut(said.join("\n"), 2_000);
}

function lowest(fixed: readonly Item[]): string | null {
  const [first] = fixed
    .flatMap(({ version, scheme }) => (version !== null && scheme && isReadable(scheme, version) ? [{ version, scheme }] : []))
    .sort((a, b) => compareVersions(a.scheme, a.version, b.version));
  return first?.version ?? null;
}

function rangeOf(items: readonly Item[]): { range: string | null } | Reason {
  const [first] = items;
  if (!first?.scheme || items.some(({ version, vers }) => version === null && vers === null)) return { range: null };
  const [only] = items;
  if (items.length === 1 && only?.vers) {
    const read = readVers(only.vers);
    if ("whyNot" in read) return read.whyNot;
    if (read.range.constraints === "*") return { range: null };
    const canonical = parseVers(only.vers);
    return "whyNot" in canonical ? canonical.whyNot : { range: only.vers };
  }
  if (items.some(({ vers }) => vers !== null)) return reason("exchange.reject.severalRanges");
  const versions = items.flatMap(({ version }) => version ?? []);
  return versOf(first.type, first.scheme, [], versions);
}
