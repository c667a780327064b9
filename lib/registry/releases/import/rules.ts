import { Refusal, reason, refuse } from "@/lib/refusal";
import { matchValueFor } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { cut, type Document, excerptOf, isObject, mustFit } from "./document";
import { isNpmDocument, readNpm } from "./npm";
import { isOsvDocument, readOsv } from "./osv";
import type { Change, FileRelease, FileReleases, Format, Known, Plan, Rejected } from "./schema";

export const LARGEST_MEGABYTES = 32;

type Read = FileReleases & { format: Format };

/**
 * The releases in a file: one document of an npm registry, one OSV advisory, a list of either, or one per line. `identifiers` are the
 * tool's own: what a file says of other packages is not taken. Refuses a file that is nothing of this; single faults are rejected rows.
 */
export function readReleases(bytes: Uint8Array, identifiers: readonly { kind: IdentifierKind; matchValue: string }[]): Read {
  const own = new Set(identifiers.map(({ kind, matchValue }) => `${kind} ${matchValue}`));
  const isOwn = (kind: IdentifierKind, name: string) => own.has(`${kind} ${matchValueFor(kind, name)}`);
  const { documents, rejected } = documentsIn(textOf(bytes));
  const read: Read = { format: formatOf(documents), releases: [], rejected };
  const taken = new Set<string>();
  for (const document of documents) {
    const found = readDocument(document, isOwn);
    // One by one: an argument list has its limits.
    for (const one of found.rejected) read.rejected.push(one);
    for (const release of found.releases) {
      // Advisories name the same version again and again: the first says where it is from.
      const key = `${release.kind} ${release.version}`;
      if (!taken.has(key)) read.releases.push(release);
      taken.add(key);
    }
    mustFit(read.releases.length + read.rejected.length);
  }
  return read;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return refuse("invalid", "releases.file.encoding");
  }
}

function documentsIn(text: string): { documents: Document[]; rejected: Rejected[] } {
  if (text === "") refuse("invalid", "releases.file.empty");
  const whole = parsed(text);
  if ("value" in whole)
    return documentsOf(
      Array.isArray(whole.value) ? whole.value.map((value, nr) => ({ value, place: `/${nr}` })) : [{ ...whole, place: "" }],
    );
  const firstEnd = text.indexOf("\n");
  if (firstEnd < 0 || !("value" in parsed(text.slice(0, firstEnd))))
    throw new Refusal("invalid", reason("releases.file.json", { detail: cut(whole.detail, 200) }));
  const lines = linesIn(text);
  const rejected: Rejected[] = [];
  const values = lines.flatMap(({ line, place }) => {
    const one = parsed(line);
    if ("value" in one) return [{ value: one.value, place }];
    rejected.push({ place, reason: reason("releases.reject.json", { detail: cut(one.detail, 200) }), excerpt: cut(line, 200) });
    return [];
  });
  const found = documentsOf(values);
  return { documents: found.documents, rejected: [...rejected, ...found.rejected] };
}

/** Lines with something in them. One by one: a file may have millions, and is refused then. */
function linesIn(text: string): { line: string; place: string }[] {
  const lines: { line: string; place: string }[] = [];
  for (let [from, nr] = [0, 1]; from <= text.length; nr += 1) {
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end < 0 ? text.length : end).trim();
    from = end < 0 ? text.length + 1 : end + 1;
    if (line === "") continue;
    lines.push({ line, place: `${nr}:` });
    mustFit(lines.length);
  }
  return lines;
}

function parsed(text: string): { value: unknown } | { detail: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Documents that can be read; refuses when there is none. */
function documentsOf(values: readonly { value: unknown; place: string }[]): { documents: Document[]; rejected: Rejected[] } {
  mustFit(values.length);
  const documents: Document[] = [];
  const rejected: Rejected[] = [];
  for (const { value, place } of values) {
    if (isObject(value) && (isNpmDocument(value) || isOsvDocument(value))) documents.push({ value, place });
    else rejected.push({ place: place || "/", reason: reason("releases.reject.shape"), excerpt: excerptOf(value) });
  }
  if (documents.length === 0) refuse("invalid", "releases.file.shape");
  return { documents, rejected };
}

function formatOf([first]: readonly Document[]): Format {
  return first && isNpmDocument(first.value) ? "npm" : "osv";
}

function readDocument(document: Document, isOwn: (kind: IdentifierKind, name: string) => boolean): FileReleases {
  return isNpmDocument(document.value) ? readNpm(document, (name) => isOwn("NPM", name)) : readOsv(document, isOwn);
}

/**
 * What a file changes. A file goes before what the same source said earlier; of what somebody else recorded it fills the gaps, and where the
 * two contradict, the record stays and the row is rejected. Nothing takes a withdrawal back but a person.
 */
export function planImport(known: readonly Known[], releases: readonly FileRelease[]): Plan {
  const byVersion = new Map(known.map((one) => [`${one.kind} ${one.version}`, one]));
  const plan: Plan = { added: [], changed: [], unchanged: 0, rejected: [] };
  for (const release of releases) {
    const before = byVersion.get(`${release.kind} ${release.version}`);
    if (!before) plan.added.push(release);
    else planOne(plan, before, release);
  }
  return plan;
}

function planOne(plan: Plan, before: Known, release: FileRelease): void {
  const isSameSource = before.source === release.source;
  const after: Change = {
    id: before.id,
    version: before.version,
    publishedAt: isSameSource ? (release.publishedAt ?? before.publishedAt) : (before.publishedAt ?? release.publishedAt),
    isWithdrawn: before.isWithdrawn || release.isWithdrawn === true,
    note: isSameSource ? (release.note ?? before.note) : (before.note ?? release.note),
  };
  const isChanged =
    after.publishedAt?.getTime() !== before.publishedAt?.getTime() ||
    after.isWithdrawn !== before.isWithdrawn ||
    after.note !== before.note;
  const contradicts =
    !isSameSource && dayOf(before.publishedAt) !== dayOf(release.publishedAt ?? before.publishedAt) && before.publishedAt !== null;
  if (isChanged) plan.changed.push(after);
  if (contradicts) {
    const values = {
      version: before.version,
      recorded: dayOf(before.publishedAt),
      file: dayOf(release.publishedAt),
      source: before.source,
    };
    plan.rejected.push({
      place: release.place,
      reason: reason("releases.reject.contradicts", values),
      excerpt: excerptOf({ version: release.version, publishedAt: release.publishedAt }),
    });
  } else if (!isChanged) plan.unchanged += 1;
}

const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? "";
