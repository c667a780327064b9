import "server-only";
import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { type Reason, Refusal, reason, refuse } from "@/lib/refusal";
import { replaceAnswer, type SubjectForAnswer, subjectForAnswer } from "@/lib/risk/hygiene/commands";
import { isSame, MOST_ROWS, type ReadRow, readHeader, readRow, withoutDoubles } from "@/lib/risk/hygiene/import/rules";
import { inheritedAnswers, isOvertaken } from "@/lib/risk/hygiene/rules";
import type { GiveAnswer, SubjectRef } from "@/lib/risk/hygiene/schema";

const LARGEST_BYTES = 2_000_000;
const MOST_REPORTED = 25;

export type Imported = { rows: number; changed: number; same: number; empty: number };

/**
 * Takes a filled-in questionnaire, all of it or nothing: each row that cannot be taken is named with its line and the reason, and as long as
 * there is one, nothing is written. What a row repeats stays as it is, inherited answers too.
 */
export async function importAnswers(viewer: Viewer, ref: SubjectRef, stream: Readable, now: Date): Promise<Imported> {
  must(viewer, "risk:write");
  const rows = withoutDoubles(await rowsOf(stream));
  try {
    return await inTransaction(async (tx) => {
      const subject = await subjectForAnswer(tx, ref);
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`hygiene ${subject.kind} ${subject.id}`}))::text`;
      const known = await knownAnswers(tx, subject);
      const checked = await withClaims(
        tx,
        rows.map((row) => withoutOvertaken(row, known.own)),
      );
      refuseWrong(checked);
      const wanted = checked.flatMap((row) => (row.wanted ? [row.wanted] : []));
      const changes = wanted.filter((one) => !isSame(one, known.counts.get(one.question) ?? null));
      for (const { replaces: _seen, ...input } of changes)
        await replaceAnswer(tx, viewer, { subject, inForce: known.own.get(input.question) ?? null, input }, now);
      return { rows: rows.length, changed: changes.length, same: wanted.length - changes.length, empty: rows.length - wanted.length };
    });
  } catch (error) {
    if (broke(error, "hygiene_answer_of_tool") || broke(error, "hygiene_answer_of_vendor")) refuse("conflict", "hygiene.whyNot.race");
    throw error;
  }
}

async function rowsOf(stream: Readable): Promise<ReadRow[]> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 100_000 });
  const rows: ReadRow[] = [];
  let columns: Parameters<typeof readRow>[2] | null = null;
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) stream.destroy(new Refusal("too-large", reason("http.refusal.tooLarge", { megabytes: 2 })));
  });
  stream.once("error", (error) => parser.destroy(error));
  try {
    for await (const { record, info } of stream.pipe(parser) as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.some((cell) => cell.includes("\0"))) refuse("invalid", "http.refusal.nul");
      if (!columns) {
        const header = readHeader(record);
        if ("whyNot" in header) throw new Refusal("invalid", header.whyNot);
        columns = header.columns;
        continue;
      }
      if (rows.length >= MOST_ROWS) refuse("invalid", "hygiene.import.rows", { most: MOST_ROWS });
      rows.push(readRow(record, info.lines, columns));
    }
  } catch (error) {
    throw error instanceof CsvError ? new Refusal("invalid", reason("hygiene.import.csv", { detail: error.message })) : error;
  }
  if (!columns || rows.length === 0) refuse("invalid", "hygiene.import.nothing");
  return rows;
}

type Known = {
  /** What the subject itself answered. */
  own: Map<string, { id: number; answer: string; reason: string; setAt: Date; setById: number | null }>;
  /** What counts, inherited answers included. */
  counts: Map<string, { answer: string; reason: string; evidence: string | null; claimIds: number[] }>;
};

async function knownAnswers(tx: Tx, { kind, id }: SubjectForAnswer): Promise<Known> {
  const above =
    kind === "tool"
      ? tx.$queryRaw<{ id: number }[]>`
          WITH RECURSIVE level AS (
            SELECT v.id, v.parent_id, 0 AS step FROM tool t JOIN vendor v ON v.id = t.vendor_id WHERE t.id = ${id}
            UNION ALL SELECT v.id, v.parent_id, l.step + 1 FROM vendor v JOIN level l ON v.id = l.parent_id
          ) SELECT id FROM level ORDER BY step`
      : tx.$queryRaw<{ id: number }[]>`
          WITH RECURSIVE level AS (
            SELECT v.id, v.parent_id, 0 AS step FROM vendor v WHERE v.id = ${id}
            UNION ALL SELECT v.id, v.parent_id, l.step + 1 FROM vendor v JOIN level l ON v.id = l.parent_id
          ) SELECT id FROM level ORDER BY step`;
  const vendors = (await above).map((vendor) => vendor.id);
  const rows = await tx.hygieneAnswer.findMany({
    where: { supersededAt: null, OR: [...(kind === "tool" ? [{ toolId: id }] : []), { vendorId: { in: vendors } }] },
  });
  const ownRows = rows.filter((row) => (kind === "tool" ? row.toolId === id : row.vendorId === id));
  const levels = [...(kind === "tool" ? [ownRows] : []), ...vendors.map((vendor) => rows.filter(({ vendorId }) => vendorId === vendor))];
  return { own: new Map(ownRows.map((row) => [row.question, row])), counts: inheritedAnswers(levels) };
}

/** A file says by `answer_id` what its writer had read; without the column nobody says so. */
function withoutOvertaken(row: ReadRow, own: Known["own"]): ReadRow {
  const inForce = own.get(row.question) ?? null;
  if (!row.wanted || !isOvertaken(inForce, row.wanted.replaces)) return row;
  return { ...row, wanted: null, whyNot: reason("hygiene.import.overtaken", { line: row.line }) };
}

async function withClaims(tx: Tx, rows: readonly ReadRow[]): Promise<ReadRow[]> {
  const asked = [...new Set(rows.flatMap(({ wanted }) => wanted?.claimIds ?? []))];
  const found = new Set((await tx.claim.findMany({ where: { id: { in: asked } }, select: { id: true } })).map(({ id }) => id));
  const unknownIn = (wanted: GiveAnswer) => wanted.claimIds.filter((id) => !found.has(id));
  return rows.map((row) => {
    const ids = row.wanted ? unknownIn(row.wanted).join(", ") : "";
    return ids === "" ? row : { ...row, wanted: null, whyNot: reason("hygiene.import.claimsUnknown", { line: row.line, ids }) };
  });
}

function refuseWrong(rows: readonly ReadRow[]): void {
  const wrong = rows.flatMap(({ line, whyNot }): [string, Reason][] => (whyNot ? [[`line${line}`, whyNot]] : []));
  if (wrong.length === 0) return;
  const shown = wrong.slice(0, MOST_REPORTED);
  const values = { wrong: wrong.length, rows: rows.length, shown: shown.length };
  throw new Refusal("invalid", reason("hygiene.import.refused", values), { fields: Object.fromEntries(shown) });
}
