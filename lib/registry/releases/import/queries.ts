import "server-only";
import { z } from "zod";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type Reason, reason } from "@/lib/refusal";
import type { Rejected } from "./schema";

export type ReleaseImportDetail = {
  id: number;
  format: string;
  fileName: string | null;
  added: number;
  updated: number;
  unchanged: number;
  rejected: number;
  at: Date;
  by: string | null;
  /** The first 200. */
  rejects: Rejected[];
};

const SHOWN_REJECTS = 200;

const reasonSchema = z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() });

function asReason(stored: unknown): Reason {
  const parsed = reasonSchema.safeParse(stored);
  return parsed.success ? reason(parsed.data.key, parsed.data.values) : reason("releases.reject.shape");
}

/** What one file changed; null: no such import of this tool. */
export async function getReleaseImport(viewer: Viewer, { slug, id }: { slug: string; id: number }): Promise<ReleaseImportDetail | null> {
  must(viewer, "registry:read");
  const found = await db.releaseImport.findFirst({
    where: { id, tool: { slug } },
    select: {
      id: true,
      format: true,
      fileName: true,
      added: true,
      updated: true,
      unchanged: true,
      rejected: true,
      personId: true,
      at: true,
      rejects: { orderBy: { nr: "asc" }, take: SHOWN_REJECTS, select: { place: true, reason: true, excerpt: true } },
    },
  });
  if (!found) return null;
  const { personId, rejects, ...rest } = found;
  const by = personId === null ? null : await db.person.findUnique({ where: { id: personId }, select: { name: true } });
  return { ...rest, by: by?.name ?? null, rejects: rejects.map((one) => ({ ...one, reason: asReason(one.reason) })) };
}

/** Every row that was not taken, for a download. */
export async function allReleaseRejects(viewer: Viewer, { slug, id }: { slug: string; id: number }): Promise<Rejected[] | null> {
  must(viewer, "registry:read");
  const found = await db.releaseImport.findFirst({
    where: { id, tool: { slug } },
    select: { rejects: { orderBy: { nr: "asc" }, select: { place: true, reason: true, excerpt: true } } },
  });
  return found?.rejects.map((one) => ({ ...one, reason: asReason(one.reason) })) ?? null;
}

export type ReleaseImportItem = Omit<ReleaseImportDetail, "by" | "rejects">;

/** The newest imports of a tool. */
export async function latestReleaseImports(viewer: Viewer, toolId: number, limit = 5): Promise<ReleaseImportItem[]> {
  must(viewer, "registry:read");
  return db.releaseImport.findMany({
    where: { toolId },
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, format: true, fileName: true, added: true, updated: true, unchanged: true, rejected: true, at: true },
  });
}
