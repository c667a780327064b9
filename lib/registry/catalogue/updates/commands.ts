import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { CATALOGUE_LOCK } from "@/lib/registry/catalogue/merge";
import { presentRegistry } from "@/lib/registry/catalogue/present";
import { storeComparison } from "@/lib/registry/catalogue/proposal";
import { readFile } from "@/lib/registry/catalogue/reading/rules";
import { MOST_PROBLEMS, type Problem } from "@/lib/registry/catalogue/reading/schema";
import type { Sql } from "@/lib/registry/catalogue/sql";
import { compareNow, type StoredContent, unplacedProblems } from "@/lib/registry/catalogue/updates/compare";
import { whyNotDiscard } from "@/lib/registry/catalogue/updates/rules";
import { sqlOfTx } from "@/lib/registry/catalogue/updates/tx-sql";
import { inTurns, readUpload } from "@/lib/registry/catalogue/updates/upload";
import type { CatalogueUpdateStatus } from "@/prisma/generated/enums";

const COMPARE_MS = 120_000;

async function known() {
  const { vendors, families, tools } = await inTransaction((tx) => presentRegistry(sqlOfTx(tx)), { timeoutMs: COMPARE_MS });
  const slug = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    vendors: new Map([...vendors.values()].map((one) => [one.slug, { parent: slug(one.here.parent) }])),
    families: new Set(families.keys()),
    tools: new Map([...tools.values()].map((one) => [one.slug, { successor: slug(one.here.successor) }])),
  };
}

/** The update with its content, held until the transaction ends. */
export async function updateForChange(
  tx: Tx,
  id: number,
): Promise<{ id: number; status: CatalogueUpdateStatus; name: string; content: StoredContent }> {
  await tx.$queryRaw`SELECT FROM catalogue_update WHERE id = ${id} FOR UPDATE`;
  const [update] = await tx.$queryRaw<{ id: number; status: CatalogueUpdateStatus; name: string; content: StoredContent }[]>`
    SELECT id, status::text AS status, name, content FROM catalogue_update WHERE id = ${id}`;
  return update ?? refuse("not-found", "http.refusal.notFound");
}

async function compareAndStore(sql: Sql, id: number, content: StoredContent, problems: readonly Problem[], count: number, now: Date) {
  const comparison = await compareNow(sql, content);
  await storeComparison(sql, id, comparison.differing, now);
  const unplaced = await unplacedProblems(sql, content, comparison);
  const all = [...problems.filter(({ reason: { key } }) => !PLACING.has(key)), ...unplaced];
  await sql.run(
    "UPDATE catalogue_update SET problems = $2::jsonb, problem_count = $3::int WHERE id = $1::int",
    id,
    JSON.stringify(all.slice(0, MOST_PROBLEMS)),
    Math.max(all.length, count + unplaced.length),
  );
  return { entries: comparison.differing.filter(({ state }) => state !== "settled").length, problems: all.length };
}

/** What is judged anew with every comparison. */
const PLACING = new Set(["noTeam", "noTool", "inForce", "mergedThere"].map((why) => `catalogue.problem.${why}`));

/** Takes a catalogue or an exported registry, compares it with what is here and keeps it as a proposal. Nothing else changes. */
export async function proposeUpdate(
  viewer: Viewer,
  { stream, name, complete }: { stream: Readable; name: string | null; complete: boolean },
  now: Date,
): Promise<{ id: number; isNew: boolean }> {
  must(viewer, "registry:write");
  const { content: given, hash } = await readUpload(stream);
  const { catalogue, isExport, problems, problemCount } = await inTurns(readFile(given, await known()));
  const content: StoredContent = { ...catalogue, complete: complete && !isExport, kind: isExport ? "export" : "catalogue" };
  return inTransaction(
    async (tx) => {
      const sql = sqlOfTx(tx);
      await sql.rows(CATALOGUE_LOCK);
      // The same file sent twice is one proposal.
      const [open] = await sql.rows<{ id: number }>(
        `SELECT id FROM catalogue_update WHERE status = 'PROPOSED' AND content_hash = $1 AND content->'complete' = to_jsonb($2::boolean) LIMIT 1`,
        new Uint8Array(hash),
        content.complete,
      );
      if (open) return { id: open.id, isNew: false };
      const id = await storeUpdate(sql, viewer, { name: (name?.trim() || "catalogue.json").slice(0, 200), hash, content }, now);
      const counts = await compareAndStore(sql, id, content, problems, problemCount, now);
      await recordAudit(
        tx,
        viewer,
        {
          action: "catalogue.proposed",
          subjectKind: "catalogue-update",
          subjectId: id,
          after: { origin: "uploaded", name: name ?? "", ...counts },
        },
        now,
      );
      return { id, isNew: true };
    },
    { timeoutMs: COMPARE_MS },
  );
}

async function storeUpdate(
  sql: Sql,
  viewer: Viewer,
  { name, hash, content }: { name: string; hash: Uint8Array; content: StoredContent },
  now: Date,
): Promise<number> {
  const [row] = await sql.rows<{ id: number }>(
    `INSERT INTO catalogue_update (origin, name, content_hash, content, created_by_id, created_at)
     VALUES ('uploaded', $1, $2, $3::jsonb, $4::int, $5::timestamptz) RETURNING id`,
    name,
    new Uint8Array(hash),
    JSON.stringify(content),
    viewer.personId,
    now,
  );
  if (!row) throw new Error("The update could not be stored.");
  return row.id;
}

/** Compares again: in place while nothing of it was settled, else as a new proposal of the same file. */
export async function compareAgain(viewer: Viewer, { id }: { id: number }, now: Date): Promise<{ id: number }> {
  must(viewer, "registry:write");
  return inTransaction(
    async (tx) => {
      const sql = sqlOfTx(tx);
      await sql.rows(CATALOGUE_LOCK);
      const update = await updateForChange(tx, id);
      const isOpen = update.status === "PROPOSED" || update.status === "APPLIED";
      const target = isOpen ? id : await copyOf(sql, viewer, id, now);
      const { problems, problem_count: count } = await problemsOf(sql, id);
      const counts = await compareAndStore(sql, target, update.content, problems, isOpen ? 0 : count, now);
      if (!isOpen) {
        const after = { origin: "uploaded", name: update.name, ...counts };
        await recordAudit(tx, viewer, { action: "catalogue.proposed", subjectKind: "catalogue-update", subjectId: target, after }, now);
      }
      return { id: target };
    },
    { timeoutMs: COMPARE_MS },
  );
}

async function problemsOf(sql: Sql, id: number): Promise<{ problems: Problem[]; problem_count: number }> {
  const [row] = await sql.rows<{ problems: Problem[]; problem_count: number }>(
    "SELECT problems, problem_count FROM catalogue_update WHERE id = $1::int",
    id,
  );
  return row ?? { problems: [], problem_count: 0 };
}

async function copyOf(sql: Sql, viewer: Viewer, id: number, now: Date): Promise<number> {
  const [row] = await sql.rows<{ id: number }>(
    `INSERT INTO catalogue_update (origin, name, content_hash, content, created_by_id, created_at)
     SELECT 'uploaded', name, content_hash, content, $2::int, $3::timestamptz FROM catalogue_update WHERE id = $1::int RETURNING id`,
    id,
    viewer.personId,
    now,
  );
  if (!row) throw new Error("The update could not be copied.");
  return row.id;
}

export async function discardUpdate(viewer: Viewer, { id }: { id: number }, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const update = await tx.catalogueUpdate.findUnique({ where: { id }, select: { status: true, name: true } });
    if (!update) refuse("not-found", "http.refusal.notFound");
    refuseIf("conflict", whyNotDiscard(update));
    const { count } = await tx.catalogueUpdate.updateMany({
      where: { id, status: "PROPOSED" },
      data: { status: "DISCARDED", settledAt: now, settledById: viewer.personId },
    });
    if (count === 0) refuse("conflict", "catalogue.whyNot.discard");
    await recordAudit(
      tx,
      viewer,
      { action: "catalogue.discarded", subjectKind: "catalogue-update", subjectId: id, before: { name: update.name } },
      now,
    );
  });
}
