import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import type { CsvCell } from "@/lib/http/csv";
import { decodeCursor, everyItem, type Keyset, keysetOf } from "@/lib/http/keyset";
import { somewhere } from "@/lib/registry/search/rules";
import type { Day } from "@/lib/risk/claims/rules";
import type { SourceFilters, SourceList } from "@/lib/risk/sources/schema";
import { Prisma } from "@/prisma/generated/client";
import type { Confirmation, EvidenceKind } from "@/prisma/generated/enums";

export type SourceItem = {
  id: number;
  publisher: string;
  title: string | null;
  url: string | null;
  kind: EvidenceKind;
  publishedOn: Day;
  retrievedOn: Day | null;
  /** A to F of the Admiralty scale. */
  reliability: string;
  claims: number;
  /** Documents that it cites or repeats. */
  cites: number;
  /** Kept copies that are still there. */
  copies: number;
};

const ITEM = Prisma.sql`s.id, s.publisher, s.title, s.url, s.kind::text, s.published_on::text AS "publishedOn", s.retrieved_at::date::text AS "retrievedOn",
  s.reliability::text, (SELECT count(*)::int FROM claim_evidence e WHERE e.source_id = s.id) AS claims,
  (SELECT count(*)::int FROM evidence_cites c WHERE c.source_id = s.id) AS cites,
  (SELECT count(*)::int FROM attachment a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS copies`;

function conditions({ q, kind, reliability }: SourceFilters): Prisma.Sql {
  const like = q && somewhere(q);
  const number = /^s-?(\d{1,9})$/i.exec(q ?? "")?.[1];
  const all = [
    Prisma.sql`true`,
    like
      ? Prisma.sql`(s.publisher ILIKE ${like} OR s.title ILIKE ${like} OR s.url ILIKE ${like} OR s.note ILIKE ${like} OR s.id = ${Number(number ?? 0)})`
      : null,
    kind ? Prisma.sql`s.kind = ${kind}::evidence_kind` : null,
    reliability ? Prisma.sql`s.reliability = ${reliability}` : null,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== null),
    " AND ",
  );
}

const byDay = z.tuple([z.iso.date(), z.number().int()]);

/** Documents, the newest first. */
export async function listSources(viewer: Viewer, { cursor, limit, ...filters }: SourceList): Promise<Keyset<SourceItem>> {
  must(viewer, "risk:read");
  const from = decodeCursor(cursor, byDay);
  const following = from ? Prisma.sql`(s.published_on, s.id) < (${from[0]}::date, ${from[1]})` : Prisma.sql`true`;
  const rows = await db.$queryRaw<SourceItem[]>`
    SELECT ${ITEM} FROM evidence_source s WHERE ${conditions(filters)} AND ${following}
    ORDER BY s.published_on DESC, s.id DESC LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ publishedOn, id }) => [publishedOn, id]);
}

export type SourceName = Pick<SourceItem, "id" | "publisher" | "title" | "publishedOn">;

export type SourceDetail = SourceItem & {
  /** Send it with an edit: whoever was faster is told of. */
  revision: number;
  note: string | null;
  recordedBy: string | null;
  recordedAt: Date;
  citesSources: SourceName[];
  citedBy: SourceName[];
  claimsResting: { id: number; statement: string; confirmation: Confirmation; credibility: number; quote: string | null }[];
};

/** A document with the claims that rest on it, what it cites and who cites it. */
export async function getSource(viewer: Viewer, id: number): Promise<SourceDetail | null> {
  must(viewer, "risk:read");
  const name = Prisma.sql`jsonb_build_object('id', o.id, 'publisher', o.publisher, 'title', o.title, 'publishedOn', o.published_on)`;
  const [source] = await db.$queryRaw<SourceDetail[]>`
    SELECT ${ITEM}, s.revision, s.note, w.name AS "recordedBy", s.recorded_at AS "recordedAt",
      coalesce((SELECT jsonb_agg(${name} ORDER BY o.published_on, o.id) FROM evidence_cites c JOIN evidence_source o ON o.id = c.cited_id
        WHERE c.source_id = s.id), '[]') AS "citesSources",
      coalesce((SELECT jsonb_agg(${name} ORDER BY o.published_on, o.id) FROM evidence_cites c JOIN evidence_source o ON o.id = c.source_id
        WHERE c.cited_id = s.id), '[]') AS "citedBy",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'statement', c.statement, 'confirmation', c.confirmation, 'credibility', e.credibility,
          'quote', e.quote) ORDER BY c.id) FROM claim_evidence e JOIN claim c ON c.id = e.claim_id WHERE e.source_id = s.id), '[]') AS "claimsResting"
    FROM evidence_source s LEFT JOIN person w ON w.id = s.recorded_by_id WHERE s.id = ${id}`;
  return source ?? null;
}

const MOST_SUGGESTED = 300;

/** Documents to choose from, the newest first. The field takes any other number too. */
export async function sourceSuggestions(viewer: Viewer): Promise<SourceName[]> {
  must(viewer, "risk:read");
  return db.$queryRaw<SourceName[]>`
    SELECT id, publisher, title, published_on::text AS "publishedOn" FROM evidence_source ORDER BY id DESC LIMIT ${MOST_SUGGESTED}`;
}

export const SOURCE_CSV_HEADER = [
  "source",
  "publisher",
  "title",
  "url",
  "kind",
  "published_on",
  "retrieved_on",
  "reliability",
  "claims",
  "cites",
];

/** Every document that the filters name, page by page. */
export async function* sourceCsvRows(viewer: Viewer, filters: SourceFilters): AsyncGenerator<CsvCell[]> {
  const all = everyItem((page) => listSources(viewer, { ...filters, ...page }));
  for await (const { id, publisher, title, url, kind, publishedOn, retrievedOn, reliability, claims, cites } of all)
    yield [`S-${id}`, publisher, title, url, kind, publishedOn, retrievedOn, reliability, claims, cites];
}
