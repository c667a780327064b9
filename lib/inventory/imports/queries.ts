import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { progressKey } from "@/lib/inventory/rules";
import type { ImportList } from "@/lib/inventory/schema";
import { readProgress } from "@/lib/progress";
import type { Reason } from "@/lib/refusal";
import type { ImportKind, ImportStatus } from "@/prisma/generated/enums";

const byId = z.tuple([z.number().int()]);

const COLUMNS = {
  id: true,
  kind: true,
  format: true,
  status: true,
  complete: true,
  received: true,
  accepted: true,
  rejected: true,
  matched: true,
  unmatched: true,
  devices: true,
  absent: true,
  startedAt: true,
  finishedAt: true,
} as const;

export type ImportItem = {
  id: number;
  kind: ImportKind;
  format: string;
  status: ImportStatus;
  complete: boolean;
  received: number;
  accepted: number;
  rejected: number;
  matched: number;
  unmatched: number;
  devices: number;
  /** People: how many active people a complete file does not name. */
  absent: number;
  startedAt: Date;
  finishedAt: Date | null;
};

/** Imports of people and of inventories, the newest first. */
export async function listImports(viewer: Viewer, { cursor, limit, key }: ImportList): Promise<Keyset<ImportItem>> {
  must(viewer, "imports:read");
  const before = decodeCursor(cursor, byId);
  const rows = await db.import.findMany({
    where: { ...(before && { id: { lt: before[0] } }), ...(key !== undefined && { idempotencyKey: key }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: COLUMNS,
  });
  return keysetOf(rows, limit, ({ id }) => [id]);
}

export type Remark = { line: number; reason: Reason; excerpt: string };

export type ImportDetail = ImportItem & {
  error: Reason | null;
  /** Rows that were not taken, the first 100. */
  rejects: Remark[];
  /** What rows that were taken leave open, the first 100. */
  warnings: Remark[];
  by: string | null;
};

/** Remarks are kept as message keys, so that everybody reads them in their language. */
function asReason(stored: string): Reason {
  try {
    const parsed: unknown = JSON.parse(stored);
    if (typeof parsed === "object" && parsed !== null && "key" in parsed && typeof parsed.key === "string") return parsed as Reason;
  } catch {
    // Written as a sentence.
  }
  return { key: stored };
}

const WARNING = '"inventory.warning.';

async function remarks(importId: number, areWarnings: boolean, after: number, take: number): Promise<Remark[]> {
  const rows = await db.importReject.findMany({
    where: { importId, line: { gt: after }, reason: areWarnings ? { contains: WARNING } : { not: { contains: WARNING } } },
    orderBy: [{ line: "asc" }, { reason: "asc" }],
    take,
    select: { line: true, reason: true, excerpt: true },
  });
  return rows.map(({ reason, ...rest }) => ({ ...rest, reason: asReason(reason) }));
}

export async function getImport(viewer: Viewer, id: number): Promise<ImportDetail | null> {
  must(viewer, "imports:read");
  const found = await db.import.findUnique({ where: { id }, select: { ...COLUMNS, error: true, personId: true, tokenId: true } });
  if (!found) return null;
  const { error, personId, tokenId, ...item } = found;
  const [rejects, warnings, person, token] = await Promise.all([
    remarks(id, false, -1, 100),
    remarks(id, true, -1, 100),
    personId === null ? null : db.person.findUnique({ where: { id: personId }, select: { name: true } }),
    tokenId === null ? null : db.apiToken.findUnique({ where: { id: tokenId }, select: { name: true } }),
  ]);
  return { ...item, error: error === null ? null : asReason(error), rejects, warnings, by: token?.name ?? person?.name ?? null };
}

/** Every row that was not taken and every warning, for a file; at most as many as are kept. */
export async function allRemarks(viewer: Viewer, id: number): Promise<Remark[] | null> {
  must(viewer, "imports:read");
  if (!(await db.import.findUnique({ where: { id }, select: { id: true } }))) return null;
  const rows = await db.importReject.findMany({
    where: { importId: id },
    orderBy: [{ line: "asc" }, { reason: "asc" }],
    select: { line: true, reason: true, excerpt: true },
  });
  return rows.map(({ reason, ...rest }) => ({ ...rest, reason: asReason(reason) }));
}

/** How far the delivery under a key has come, for whoever waits for it. */
export async function importProgress(viewer: Viewer, key: string) {
  must(viewer, "imports:read");
  return readProgress(progressKey(key));
}
