import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type Reason, reason } from "@/lib/refusal";
import { IMPORT_FORMATS, type ImportFormat, OUTCOMES, type Outcome, type ReportRow } from "./schema";

export type ImportItem = { id: number; format: ImportFormat; fileName: string | null; at: Date; by: string | null } & Record<
  Outcome,
  number
>;
export type ImportReport = ImportItem & { rows: ReportRow[] };

const ITEM = {
  id: true,
  format: true,
  fileName: true,
  added: true,
  updated: true,
  unchanged: true,
  rejected: true,
  personId: true,
  at: true,
} as const;

const rowSchema = z.object({
  outcome: z.enum(OUTCOMES),
  said: z.array(z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })),
});

type Stored = Omit<ImportItem, "format" | "by"> & { format: string; personId: number | null };

function itemOf({ personId, format, ...rest }: Stored, names: ReadonlyMap<number, string>): ImportItem {
  const known = IMPORT_FORMATS.find((one) => one === format) ?? "osv";
  return { ...rest, format: known, by: personId === null ? null : (names.get(personId) ?? null) };
}

async function namesOf(rows: readonly { personId: number | null }[]): Promise<Map<number, string>> {
  const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
  const people = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** What became of every row of one file, or of the first `most`, what changed first; null: no such import. */
export async function getFindingImport(viewer: Viewer, { id, most }: { id: number; most?: number }): Promise<ImportReport | null> {
  must(viewer, "risk:read");
  const found = await db.findingImport.findUnique({ where: { id }, select: ITEM });
  if (!found) return null;
  const rows = await db.$queryRaw<(Omit<ReportRow, "said" | "outcome"> & { outcome: unknown; said: unknown })[]>`
    SELECT place, outcome, record_id AS "recordId", finding_id AS "findingId", said, excerpt FROM finding_import_row WHERE import_id = ${id}
    ORDER BY array_position(ARRAY['updated', 'added', 'rejected', 'unchanged'], outcome), nr LIMIT ${most ?? null}::int`;
  return { ...itemOf(found, await namesOf([found])), rows: rows.map(rowOf) };
}

function rowOf({ outcome, said, ...rest }: Omit<ReportRow, "said" | "outcome"> & { outcome: unknown; said: unknown }): ReportRow {
  const parsed = rowSchema.parse({ outcome, said });
  return { ...rest, outcome: parsed.outcome, said: parsed.said.map(({ key, values }): Reason => reason(key, values)) };
}

/** The newest imports. */
export async function latestFindingImports(viewer: Viewer, limit = 10): Promise<ImportItem[]> {
  must(viewer, "risk:read");
  const rows = await db.findingImport.findMany({ orderBy: { id: "desc" }, take: limit, select: ITEM });
  const names = await namesOf(rows);
  return rows.map((row) => itemOf(row, names));
}
