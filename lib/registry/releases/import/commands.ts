import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db, inTransaction, type Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import { JsonSize } from "@/lib/registry/json-size";
import { toolForReleases } from "../commands";
import { cut } from "./document";
import { LARGEST_MEGABYTES, planImport, readReleases } from "./rules";
import type { Change, FileRelease, Rejected } from "./schema";

type Delivery = { slug: string; stream: Readable; fileName: string | null };
export type Imported = { id: number; added: number; updated: number; unchanged: number; rejected: number };

/** Takes the releases of a file: all of its good rows at once, or nothing of it. The same file again changes nothing. */
export async function importReleases(viewer: Viewer, { slug, stream, fileName }: Delivery, now: Date): Promise<Imported> {
  must(viewer, "registry:write");
  const { identifiers } =
    (await db.tool.findFirst({
      where: { slug, mergedIntoId: null },
      select: { identifiers: { select: { kind: true, matchValue: true } } },
    })) ?? refuse("not-found", "http.refusal.notFound");
  const { format, releases, rejected } = readReleases(await bytesOf(stream), identifiers);
  return inTransaction(
    async (tx) => {
      const tool = await toolForReleases(tx, slug);
      const known = await tx.release.findMany({
        where: { toolId: tool.id },
        select: { id: true, kind: true, version: true, publishedAt: true, isWithdrawn: true, note: true, source: true },
      });
      const plan = planImport(known, releases);
      const rejects = [...rejected, ...plan.rejected];
      await addReleases(tx, { toolId: tool.id, personId: viewer.personId, releases: plan.added, now });
      await changeReleases(tx, plan.changed);
      const counts = { added: plan.added.length, updated: plan.changed.length, unchanged: plan.unchanged, rejected: rejects.length };
      const name = fileName === null ? null : cut(fileName, 200);
      const { id } = await tx.releaseImport.create({
        data: { toolId: tool.id, format, fileName: name, ...counts, personId: viewer.personId, tokenId: viewer.tokenId, at: now },
        select: { id: true },
      });
      await keepRejects(tx, id, rejects);
      const after = { import: id, format, file: name, ...counts };
      await recordAudit(tx, viewer, { action: "releases.imported", subjectKind: "tool", subjectId: slug, after }, now);
      return { id, ...counts };
    },
    { timeoutMs: 60_000 },
  );
}

/** What a file of the largest size may become: a package document with every field of every version has fewer. */
const MOST = { values: 3_000_000, depth: 60 };

async function bytesOf(stream: Readable): Promise<Buffer> {
  const limit = LARGEST_MEGABYTES * 1_000_000;
  const content = new JsonSize(MOST);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) refuse("too-large", "releases.file.tooLarge", { megabytes: LARGEST_MEGABYTES });
    const excess = content.push(chunk);
    if (excess) refuse("too-large", `releases.file.${excess === "depth" ? "tooDeep" : "tooManyValues"}`, { most: MOST[excess] });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Added = { toolId: number; personId: number | null; releases: readonly FileRelease[]; now: Date };

async function addReleases(tx: Tx, { toolId, personId, releases, now }: Added): Promise<void> {
  if (releases.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO release (tool_id, kind, version, published_at, is_withdrawn, note, source, recorded_by_id, recorded_at)
    SELECT ${toolId}, kind::identifier_kind, version, "publishedAt", coalesce("isWithdrawn", false), note, source, ${personId}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(releases)}::jsonb)
      AS row (kind text, version text, "publishedAt" timestamptz, "isWithdrawn" boolean, note text, source text)`;
}

async function changeReleases(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRaw`
    UPDATE release r SET published_at = row."publishedAt", is_withdrawn = row."isWithdrawn", note = row.note
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS row (id int, "publishedAt" timestamptz, "isWithdrawn" boolean, note text)
    WHERE r.id = row.id`;
}

async function keepRejects(tx: Tx, importId: number, rejects: readonly Rejected[]): Promise<void> {
  if (rejects.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO release_import_reject (import_id, nr, place, reason, excerpt)
    SELECT ${importId}, nr, place, reason, excerpt
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rejects)}::jsonb) AS (place text, reason jsonb, excerpt text))
      WITH ORDINALITY AS row (place, reason, excerpt, nr)`;
}
