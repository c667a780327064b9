import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { type Reason, Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { reclassify } from "@/lib/risk/classes/commands";
import { toolsWithClass } from "@/lib/risk/classes/sweep";
import { mistakesOf, whyNotAdopt, whyNotDiscard } from "@/lib/risk/tables/rules";
import { EDITION_NAME, type Edition, editionSchema } from "@/lib/risk/tables/schema";
import { checksumOf } from "@/lib/risk/tables/shipped";
import type { TableSetStatus } from "@/prisma/generated/enums";

const LARGEST_BYTES = 1_000_000;
/** Whoever wrote the file mends the first mistakes first. */
const MOST_SAID = 5;

/** Takes an edition of the decision tables from a file. It changes nothing until a second person adopts it. */
export async function proposeEdition(viewer: Viewer, stream: Readable, now: Date): Promise<{ id: number; isNew: boolean }> {
  must(viewer, "risk:write");
  if (viewer.personId === null) refuse("forbidden", "classes.whyNot.nobody");
  const edition = editionOf(await bytesOf(stream));
  const checksum = new Uint8Array(checksumOf(edition));
  return inTransaction(async (tx) => {
    const known = await tx.tableSet.findUnique({
      where: { name_version: { name: edition.name, version: edition.version } },
      select: { id: true, checksum: true, status: true },
    });
    if (known) {
      // The same file sent twice is one proposal.
      if (known.status !== "DISCARDED" && Buffer.from(known.checksum).equals(checksum)) return { id: known.id, isNew: false };
      refuse("conflict", "classes.whyNot.versionTaken", { version: edition.version, address: `/risk/tables/${known.id}` });
    }
    const { id } = await tx.tableSet.create({
      data: {
        ...{ name: edition.name, version: edition.version, checksum, content: edition, status: "PROPOSED", origin: "imported" },
        ...{ proposedById: viewer.personId, proposedAt: now },
      },
      select: { id: true },
    });
    const after = { version: edition.version, checksum: Buffer.from(checksum).toString("hex") };
    await recordAudit(tx, viewer, { action: "tables.proposed", subjectKind: "risk-tables", subjectId: id, after }, now);
    return { id, isNew: true };
  });
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) refuse("too-large", "classes.tables.tooLarge", { megabytes: LARGEST_BYTES / 1_000_000 });
    chunks.push(chunk);
  }
  if (size === 0) refuse("invalid", "classes.tables.empty");
  return Buffer.concat(chunks);
}

/** The edition in a file; refuses with what is wrong with it and where. */
export function editionOf(bytes: Buffer): Edition {
  const parsed = editionSchema.safeParse(jsonOf(bytes));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    refuse("invalid", "classes.tables.form", { place: issue?.path.join(".") || "/", problem: issue?.message ?? "" });
  }
  const [first, ...others] = mistakesOf(parsed.data);
  if (!first) return parsed.data;
  const said = [first, ...others].slice(0, MOST_SAID);
  const fields: Record<string, Reason> = Object.fromEntries(said.map((one, place) => [place === 0 ? "file" : `file.${place}`, one]));
  throw new Refusal("invalid", reason("classes.tables.mistakes", { count: 1 + others.length }), { fields });
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("invalid", "classes.tables.notJson");
  }
}

type ForSettling = { id: number; version: string; status: TableSetStatus; proposedById: number | null };

async function editionForSettling(tx: Tx, id: number): Promise<ForSettling> {
  await tx.$queryRaw`SELECT FROM table_set WHERE id = ${id} OR status = 'CURRENT' ORDER BY id FOR UPDATE`;
  const row = await tx.tableSet.findUnique({ where: { id }, select: { id: true, version: true, status: true, proposedById: true } });
  return row ?? refuse("not-found", "classes.refusal.tables");
}

type Settling = { id: number; reason: string };

/** Brings an edition into force, by another person than who uploaded it: every class is computed by it at once. Answers how many changed. */
export async function adoptEdition(viewer: Viewer, { id, reason: why }: Settling, now: Date): Promise<{ changed: number }> {
  must(viewer, "risk:approve");
  return inTransaction(
    async (tx) => {
      const edition = await editionForSettling(tx, id);
      refuseIf("conflict", whyNotAdopt(edition, viewer.personId));
      await tx.tableSet.updateMany({
        where: { name: EDITION_NAME, status: "CURRENT" },
        data: { status: "RETIRED", currentUntil: now },
      });
      await tx.tableSet.update({
        where: { id },
        data: { status: "CURRENT", currentFrom: now, settledById: viewer.personId, settleReason: why },
        select: { id: true },
      });
      const changes = await reclassify(tx, viewer, await toolsWithClass(tx), "tables", now);
      const after = { version: edition.version, changed: changes.length };
      await recordAudit(tx, viewer, { action: "tables.adopted", subjectKind: "risk-tables", subjectId: id, after, reason: why }, now);
      return { changed: changes.length };
    },
    { timeoutMs: 60_000 },
  );
}

/** Puts an edition aside that nobody adopted. It stays to be read, and its version is taken. */
export async function discardEdition(viewer: Viewer, { id, reason: why }: Settling, now: Date): Promise<void> {
  must(viewer, "risk:write");
  await inTransaction(async (tx) => {
    const edition = await editionForSettling(tx, id);
    refuseIf("conflict", whyNotDiscard(edition));
    await tx.tableSet.update({
      where: { id },
      data: { status: "DISCARDED", settledById: viewer.personId, settleReason: why },
      select: { id: true },
    });
    const after = { version: edition.version };
    await recordAudit(tx, viewer, { action: "tables.discarded", subjectKind: "risk-tables", subjectId: id, after, reason: why }, now);
  });
}
