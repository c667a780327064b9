import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import { cut, type Document } from "@/lib/registry/releases/import/document";
import { documentsIn, LARGEST_MEGABYTES } from "./documents";
import { isOpenVex, readOpenVex } from "./openvex-reading";
import { isOsv, readOsv } from "./osv-reading";
import { publisher } from "./publisher";
import type { ImportFormat, Outcome, Reading, ReportRow } from "./schema";
import { takeStatement } from "./taking";
import { type NamedTools, namedTools } from "./tools";

const MOST_ROWS = 20_000;
/** Of tools that are here. */
const MOST_STATEMENTS = 2_000;
const IMPORT_MS = 120_000;

type Delivery = { stream: Readable; fileName: string | null };
export type Imported = { id: number; format: ImportFormat } & Record<Outcome, number>;

/** Takes the findings of a file, row by row: what is good is kept, what is not is reported with its reason. */
export async function importFindings(viewer: Viewer, { stream, fileName }: Delivery, now: Date): Promise<Imported> {
  must(viewer, "risk:write");
  const { documents, rejected } = documentsIn(await bytesOf(stream));
  return inTransaction(
    async (tx) => {
      // One after the other: the same file sent twice at once is taken once.
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('finding_import'))::text`;
      const reading = readingOf(documents, await namedTools(tx));
      const rows: ReportRow[] = [...rejected, ...reading.rejected].map((one) => ({ ...one, outcome: "rejected", findingId: null }));
      for (const statement of reading.statements) {
        rows.push(await takeStatement(tx, viewer, { format: reading.format, statement, prefix: publisher().prefix }, now));
      }
      const name = fileName === null ? null : cut(fileName, 200);
      return keepReport(tx, viewer, { format: reading.format, fileName: name, rows }, now);
    },
    { timeoutMs: IMPORT_MS },
  );
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const limit = LARGEST_MEGABYTES * 1_000_000;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) refuse("too-large", "exchange.file.tooLarge", { megabytes: LARGEST_MEGABYTES });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readingOf(documents: readonly Document[], tools: NamedTools): Reading {
  const format: ImportFormat = documents.some(({ value }) => isOpenVex(value)) ? "openvex" : "osv";
  const [isOne, read] = format === "osv" ? [isOsv, readOsv] : [isOpenVex, readOpenVex];
  const fitting = documents.filter(({ value }) => isOne(value));
  if (fitting.length === 0) refuse("invalid", "exchange.file.shape");
  const found: Reading = { format, statements: [], rejected: [] };
  for (const document of documents) {
    if (!fitting.includes(document)) {
      const of = JSON.stringify(document.value);
      found.rejected.push({
        place: document.place || "/",
        recordId: "",
        said: [{ key: "exchange.reject.shape" }],
        excerpt: cut(of, 200),
      });
      continue;
    }
    const { statements, rejected } = read(document, tools.toolsOf);
    found.statements.push(...statements);
    // One by one: an argument list has its limits.
    for (const one of rejected) found.rejected.push(one);
    if (found.statements.length > MOST_STATEMENTS) refuse("invalid", "exchange.file.tooManyHere", { most: MOST_STATEMENTS });
    if (found.rejected.length > MOST_ROWS) refuse("invalid", "exchange.file.tooMany", { most: MOST_ROWS });
  }
  return found;
}

type Report = { format: ImportFormat; fileName: string | null; rows: readonly ReportRow[] };

async function keepReport(tx: Tx, viewer: Viewer, { format, fileName, rows }: Report, now: Date): Promise<Imported> {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const counts = { added: count("added"), updated: count("updated"), unchanged: count("unchanged"), rejected: count("rejected") };
  const { id } = await tx.findingImport.create({
    data: { format, fileName, ...counts, personId: viewer.personId, tokenId: viewer.tokenId, at: now },
    select: { id: true },
  });
  await tx.$executeRaw`
    INSERT INTO finding_import_row (import_id, nr, place, outcome, record_id, finding_id, said, excerpt)
    SELECT ${id}, nr, place, outcome, "recordId", "findingId", said, excerpt
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS (place text, outcome text, "recordId" text, "findingId" int, said jsonb, excerpt text)) WITH ORDINALITY
      AS row (place, outcome, "recordId", "findingId", said, excerpt, nr)`;
  const after = { import: id, format, file: fileName, ...counts };
  await recordAudit(tx, viewer, { action: "findings.imported", subjectKind: "finding-import", subjectId: id, after }, now);
  return { id, format, ...counts };
}
