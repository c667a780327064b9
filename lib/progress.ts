import "server-only";
import { db } from "@/lib/db";

export type ProgressReport = { step: string; done: number; total: number; finished: boolean };

/** Says how far a long command has come, outside its transaction so that others can read it. `step` is a message key. */
export async function reportProgress(key: string, { step, done, total }: { step: string; done: number; total: number }): Promise<void> {
  const at = new Date();
  const values = { step, done, total, updatedAt: at, finishedAt: done >= total ? at : null };
  await db.progress.upsert({ where: { key }, create: { key, startedAt: at, ...values }, update: values });
}

export async function readProgress(key: string): Promise<ProgressReport | null> {
  const row = await db.progress.findUnique({ where: { key }, select: { step: true, done: true, total: true, finishedAt: true } });
  return row && { step: row.step, done: row.done, total: row.total, finished: row.finishedAt !== null };
}
