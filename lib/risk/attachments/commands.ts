import "server-only";
import type { Readable } from "node:stream";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db, inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { contentStream, openContent } from "./content";
import { receive } from "./receiving";
import { downloadName, safeName, whyNotKeep, whyNotRemove } from "./rules";
import type { Place, Removal } from "./schema";
import { lockContent, removeFile } from "./upkeep";

const UPLOAD_MS = 60_000;

type Given = { place: Place; stream: Readable; name: string | null; note: string | null };
export type Added = { id: number; sha256: string; size: number; contentType: string; name: string };

/** Keeps a file at a document of the ledger or at a finding. */
export async function addAttachment(viewer: Viewer, { place, stream, name, note }: Given, now: Date): Promise<Added> {
  must(viewer, "risk:write");
  if (!(await isThere(place))) refuse("not-found", "http.refusal.notFound");
  const received = await receive(stream);
  const { size, contentType, storage } = received;
  const sha256 = received.sha256.toString("hex");
  const shown = safeName(name);
  try {
    return await inTransaction(
      async (tx) => {
        await lockPlace(tx, place);
        refuseIf("conflict", whyNotKeep({ sha256, name: shown, size }, await keptAt(tx, place)));
        await lockContent(tx, received.sha256);
        await received.keep(tx);
        const { id } = await tx.attachment.create({
          data: {
            ...(place.kind === "source" ? { sourceId: place.id } : { findingId: place.id }),
            name: shown,
            size,
            sha256: Uint8Array.from(received.sha256),
            contentType,
            note: note || null,
            storage,
            addedById: viewer.personId,
            addedAt: now,
          },
          select: { id: true },
        });
        const after = { [place.kind]: place.id, name: shown, size, sha256, contentType, note: note || null };
        await recordAudit(tx, viewer, { action: "attachment.added", subjectKind: "attachment", subjectId: id, after }, now);
        return { id, sha256, size, contentType, name: shown };
      },
      { timeoutMs: UPLOAD_MS },
    );
  } finally {
    await received.discard();
  }
}

async function isThere({ kind, id }: Place): Promise<boolean> {
  const found = kind === "source" ? await db.evidenceSource.count({ where: { id } }) : await db.finding.count({ where: { id } });
  return found > 0;
}

/** Two people who add at once are counted one after the other. */
async function lockPlace(tx: Tx, { kind, id }: Place): Promise<void> {
  const found =
    kind === "source"
      ? await tx.$queryRaw<unknown[]>`SELECT id FROM evidence_source WHERE id = ${id} FOR NO KEY UPDATE`
      : await tx.$queryRaw<unknown[]>`SELECT id FROM finding WHERE id = ${id} FOR NO KEY UPDATE`;
  if (found.length === 0) refuse("not-found", "http.refusal.notFound");
}

async function keptAt(tx: Tx, { kind, id }: Place) {
  const rows = await tx.attachment.findMany({
    where: { ...(kind === "source" ? { sourceId: id } : { findingId: id }), removedAt: null },
    select: { sha256: true, name: true, size: true },
  });
  return rows.map(({ sha256, ...rest }) => ({ ...rest, sha256: Buffer.from(sha256).toString("hex") }));
}

async function attachmentNamed(tx: Pick<Tx, "attachment">, id: number) {
  const found = await tx.attachment.findUnique({
    where: { id },
    select: {
      id: true,
      sourceId: true,
      findingId: true,
      name: true,
      size: true,
      sha256: true,
      contentType: true,
      storage: true,
      removedAt: true,
      removedReason: true,
    },
  });
  return found ?? refuse("not-found", "http.refusal.notFound");
}

export type Download = { stream: ReadableStream<Uint8Array>; size: number; name: string; sha256: string };

/** The content, once it has been found to be what its hash says; that somebody read it is recorded first. */
export async function downloadAttachment(viewer: Viewer, { id }: { id: number }, now: Date): Promise<Download> {
  must(viewer, "risk:read");
  const found = await attachmentNamed(db, id);
  const sha256 = Buffer.from(found.sha256).toString("hex");
  if (found.removedAt) refuse("not-found", "attachments.whyNot.contentRemoved", { reason: found.removedReason ?? "" });
  const opened = (await openContent(found)) ?? refuse("unavailable", "attachments.whyNot.broken", { name: found.name, sha256 });
  try {
    await inTransaction((tx) =>
      recordAudit(
        tx,
        viewer,
        { action: "attachment.downloaded", subjectKind: "attachment", subjectId: id, after: { name: found.name, sha256 } },
        now,
      ),
    );
  } catch (error) {
    await opened.close();
    throw error;
  }
  return { stream: contentStream(opened, found), size: found.size, name: downloadName(found), sha256 };
}

/** Removes the content for good; that it was here, its hash and why it went stay. */
export async function removeAttachment(viewer: Viewer, { id, reason }: Removal & { id: number }, now: Date): Promise<Place> {
  must(viewer, "risk:write");
  const removed = await inTransaction(async (tx) => {
    const found = await attachmentNamed(tx, id);
    refuseIf("conflict", whyNotRemove(found));
    await lockContent(tx, found.sha256);
    const { count } = await tx.attachment.updateMany({
      where: { id, removedAt: null },
      data: { removedAt: now, removedById: viewer.personId, removedReason: reason },
    });
    if (count === 0) refuse("conflict", "attachments.whyNot.removedAlready");
    const held = await tx.attachment.count({ where: { sha256: found.sha256, storage: "database", removedAt: null } });
    if (held === 0) await tx.attachmentContent.deleteMany({ where: { sha256: found.sha256 } });
    const before = { name: found.name, size: found.size, sha256: Buffer.from(found.sha256).toString("hex") };
    await recordAudit(tx, viewer, { action: "attachment.removed", subjectKind: "attachment", subjectId: id, before, reason }, now);
    return found;
  });
  if (removed.storage === "directory") await removeFile(removed.sha256);
  return removed.sourceId === null ? { kind: "finding", id: removed.findingId ?? 0 } : { kind: "source", id: removed.sourceId };
}
