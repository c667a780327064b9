import { type Reason, reason } from "@/lib/refusal";
import { type AddSource, MOST_SOURCES } from "@/lib/risk/claims/documents/schema";
import type { SourceFields } from "@/lib/risk/sources/schema";

/** What a new document cannot do without. */
const NEEDED = ["publisher", "kind", "publishedOn", "reliability"] as const;

type Chosen = { chosen: number } | { written: SourceFields } | { whyNot: Record<string, Reason> };

/** The document that a form means: one that is known, or one that is written here. */
export function documentMeant({ source, credibility: _credibility, quote: _quote, ...fields }: AddSource): Chosen {
  const { publisher, title, url, note, retrievedOn } = fields;
  const isWritten =
    [publisher, title, url, note, retrievedOn].some((value) => value !== undefined && value !== null) || (fields.cites ?? []).length > 0;
  if (source !== undefined) return isWritten ? { whyNot: { source: reason("claims.whyNot.bothSources") } } : { chosen: source };
  if (!isWritten) return { whyNot: { source: reason("claims.whyNot.noSource") } };
  const missing = NEEDED.filter((field) => fields[field] === undefined);
  if (missing.length > 0) return { whyNot: Object.fromEntries(missing.map((field) => [field, reason("claims.whyNot.sourceField")])) };
  return {
    written: {
      // What was found missing above is there.
      ...(fields as SourceFields),
      title: title ?? null,
      url: url ?? null,
      retrievedOn: retrievedOn ?? null,
      note: note ?? null,
      cites: fields.cites ?? [],
    },
  };
}

export function whyNotAddSource(sources: readonly number[], source: number): Reason | null {
  if (sources.includes(source)) return reason("claims.whyNot.sourceThere", { source: `S-${source}` });
  return sources.length >= MOST_SOURCES ? reason("claims.whyNot.manySources", { most: MOST_SOURCES }) : null;
}
