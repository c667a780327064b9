import "server-only";
import { createHash } from "node:crypto";
import { PassThrough, Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { CsvError, parse } from "csv-parse";
import { from as copyFrom } from "pg-copy-streams";
import { pool } from "@/lib/db";
import { type Reason, Refusal, reason } from "@/lib/refusal";
import { isReason, readHeader, readPerson } from "./rules";
import type { PeopleColumn, PersonRow } from "./schema";

export type Staged = { received: number; hash: Buffer };

/** The unlogged table that holds a people file between its arrival and its confirmation; a line with a `reason` is rejected. */
export function stageTable(importId: number): string {
  return `people_stage_${importId}`;
}

const LARGEST_BYTES = 512 * 1024 * 1024;

function copyCell(value: string | null): string {
  if (value === null) return "\\N";
  return value.replace(/[\\\t\n\r]/g, (character) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[character] ?? character);
}

function copyLine(line: number, row: PersonRow): string {
  const manages = `{${row.manages.map((team) => `"${team.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
  const cells = [
    String(line),
    row.externalId,
    row.name,
    row.email,
    row.teamExternalId,
    row.teamName,
    row.parentTeamExternalId,
    row.managerExternalId,
    manages,
    row.legalEntity,
    row.country,
    row.workerType,
    row.locale,
    row.zone,
    row.leave?.from ?? null,
    row.leave?.until ?? null,
    String(row.leave !== undefined),
    null,
    null,
  ];
  return `${cells.map(copyCell).join("\t")}\n`;
}

/** A rejected line keeps its person's id, so that nobody named in the file counts as absent. */
function copyReject(line: number, externalId: string | undefined, why: Reason, excerpt: string): string {
  const cells: (string | null)[] = new Array(19).fill(null);
  cells[0] = String(line);
  cells[1] = externalId?.trim() || null;
  cells[17] = JSON.stringify(why);
  cells[18] = excerpt.replaceAll("\0", "");
  return `${cells.map(copyCell).join("\t")}\n`;
}

/** Unpacks gzip by its magic number, bounds the size and hashes what was delivered. */
async function* unpacked(source: Readable, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await iterator.next();
  if (first.done) throw new Refusal("invalid", reason("people.reject.fileEmpty"));
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  const whole = Readable.from(
    (async function* () {
      yield first.value;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    })(),
  );
  let bytes = 0;
  for await (const chunk of isGzip ? whole.pipe(createGunzip()) : whole) {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) throw new Refusal("too-large", reason("people.reject.fileTooLarge"));
    hash.update(chunk);
    yield chunk;
  }
}

/** Reads the file line by line into the stage. A file that ends inside a quoted field is refused whole: it did not arrive whole. */
export async function stagePeople(source: Readable, importId: number, onCount: (received: number) => Promise<void>): Promise<Staged> {
  const hash = createHash("sha256");
  let columns: Map<PeopleColumn, number> | null = null;
  let received = 0;
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 100_000 });
  const rows = new Transform({
    writableObjectMode: true,
    async transform({ record, info }: { record: string[]; info: { lines: number } }, _encoding, done) {
      try {
        if (!columns) {
          const header = readHeader(record);
          if ("whyNot" in header) throw new Refusal("invalid", header.whyNot);
          columns = header.columns;
          return done();
        }
        received += 1;
        if (received % 20_000 === 0) await onCount(received);
        const row = readPerson(record, columns);
        if (!isReason(row)) return done(null, copyLine(info.lines, row));
        done(
          null,
          copyReject(info.lines, record[columns.get("person_id") ?? 0]?.replaceAll("\0", ""), row, record.join(",").slice(0, 200)),
        );
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  const client = await pool.connect();
  try {
    await client.query(
      `CREATE UNLOGGED TABLE ${stageTable(importId)} (line int, external_id text, name text, email text, team_external_id text, team_name text,
        parent_team_external_id text, manager_external_id text, manages text[], legal_entity text, country text, worker_type text, locale text, zone text,
        leave_from date, leave_until date, leave_said boolean, reason text, excerpt text)`,
    );
    const copy = client.query(copyFrom(`COPY ${stageTable(importId)} FROM STDIN`));
    await pipeline(Readable.from(unpacked(source, hash)), parser, rows, new PassThrough(), copy);
    await client.query(`ANALYZE ${stageTable(importId)}`);
  } catch (error) {
    throw broken(error);
  } finally {
    client.release();
  }
  if (!columns) throw new Refusal("invalid", reason("people.reject.fileEmpty"));
  return { received, hash: hash.digest() };
}

/** What the reader of the file can mend becomes a sentence; everything else stays what it is. */
function broken(error: unknown): unknown {
  if (error instanceof CsvError) return new Refusal("invalid", reason("people.reject.csv", { detail: error.message }));
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR" || code === "Z_DATA_ERROR") return new Refusal("invalid", reason("people.reject.gzip"));
  return error;
}

/** SHA-256 of a delivery's content, packed or not. */
export async function hashDelivery(source: Readable): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const _ of unpacked(source, hash));
  return hash.digest();
}

export async function dropStage(importId: number): Promise<void> {
  await pool.query(`DROP TABLE IF EXISTS ${stageTable(importId)}`);
}
